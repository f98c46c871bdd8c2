package io.sluice.gateway.dedupe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of stored events in the order in which they came. It fills up once and is forgotten from
 * its front, so its index only ever grows. Flat arrays hold everything: an event costs about a
 * hundred bytes and the garbage collector no work.
 */
final class Page {

  /** Longer ids and types are remembered cut: only the answer to a repetition shows them. */
  static final int TEXT_CHARS_MAX = 256;

  /** Room for a usual id and type; more is made when needed. */
  private static final int TEXT_BYTES_USUAL = 40;

  private static final int FREE = 0;

  /**
   * Where to look for an event: 1 + its number, in the first cell that was free from its home on.
   */
  private final int[] cells;

  private final long[] identities;
  private final long[] storedNanos;
  private final int[] textEnds;
  private final boolean[] inJournal;
  private byte[] texts;

  private int oldest;
  private int end;

  /**
   * @param eventsMax how many it can take: a power of two
   */
  Page(int eventsMax) {
    cells = new int[2 * eventsMax];
    identities = new long[2 * eventsMax];
    storedNanos = new long[eventsMax];
    textEnds = new int[2 * eventsMax];
    inJournal = new boolean[eventsMax];
    texts = new byte[TEXT_BYTES_USUAL * eventsMax];
  }

  @Nullable Stored find(EventIdentity identity) {
    for (int cell = home(identity); cells[cell] != FREE; cell = after(cell)) {
      int event = cells[cell] - 1;
      if (event >= oldest && isAt(event, identity)) {
        return storedAt(event);
      }
    }
    return null;
  }

  void add(EventIdentity identity, Stored stored, long nowNanos) {
    int event = end++;
    identities[2 * event] = identity.high();
    identities[2 * event + 1] = identity.low();
    storedNanos[event] = nowNanos;
    inJournal[event] = stored.inJournal();
    int idEnd = append(stored.eventId(), event == 0 ? 0 : textEnds[2 * event - 1]);
    textEnds[2 * event] = idEnd;
    textEnds[2 * event + 1] = append(stored.eventType(), idEnd);
    int cell = home(identity);
    while (cells[cell] != FREE) {
      cell = after(cell);
    }
    cells[cell] = event + 1;
  }

  void forgetOldest() {
    oldest++;
  }

  boolean isFull() {
    return end == storedNanos.length;
  }

  /** How many of its events are not forgotten. */
  int size() {
    return end - oldest;
  }

  long oldestNanos() {
    return storedNanos[oldest];
  }

  long newestNanos() {
    return storedNanos[end - 1];
  }

  private int home(EventIdentity identity) {
    return (int) identity.low() & (cells.length - 1);
  }

  private int after(int cell) {
    return (cell + 1) & (cells.length - 1);
  }

  private boolean isAt(int event, EventIdentity identity) {
    return identities[2 * event] == identity.high() && identities[2 * event + 1] == identity.low();
  }

  private Stored storedAt(int event) {
    int begin = event == 0 ? 0 : textEnds[2 * event - 1];
    int idEnd = textEnds[2 * event];
    int typeEnd = textEnds[2 * event + 1];
    return new Stored(
        new String(texts, begin, idEnd - begin, UTF_8),
        new String(texts, idEnd, typeEnd - idEnd, UTF_8),
        inJournal[event]);
  }

  private int append(String text, int begin) {
    byte[] bytes = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX)).getBytes(UTF_8);
    int textEnd = begin + bytes.length;
    if (textEnd > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(textEnd, texts.length + texts.length / 4));
    }
    System.arraycopy(bytes, 0, texts, begin, bytes.length);
    return textEnd;
  }
}
