package io.sluice.gateway.dedupe;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The events that this gateway stored lately or is storing now, for all its event loops together.
 *
 * <p>Each source has a window of its own, with a lock and limits of its own: a noisy source neither
 * holds up another nor makes its events forgotten. Ask only for requests proved genuine, and only
 * with names of configured sources. The window is a help and no promise: it starts empty, and what
 * it has forgotten is stored a second time.
 */
public final class DuplicateWindow {

  private static final int IDENTITIES_LIMIT = 1 << 22;

  private final LongSupplier nanos;
  private final int identitiesMax;
  private final long ageNanos;
  private final Map<String, SourceWindow> sources = new ConcurrentHashMap<>();

  /**
   * @param nanos the monotonic clock
   * @param identitiesMax how many stored events are remembered for each source; the one stored
   *     first is forgotten first
   * @param age how long an event is remembered after it was stored
   */
  public DuplicateWindow(LongSupplier nanos, int identitiesMax, Duration age) {
    if (identitiesMax < 1 || identitiesMax > IDENTITIES_LIMIT || !age.isPositive()) {
      throw new IllegalArgumentException(
          "cannot remember %d events for %s".formatted(identitiesMax, age));
    }
    this.nanos = nanos;
    this.identitiesMax = identitiesMax;
    this.ageNanos = age.toNanos();
  }

  /** Says whether the caller is the first to come with this event. Never blocks for long. */
  public Claim claim(String source, EventIdentity identity, Waiter waiter) {
    SourceWindow window = sources.get(source);
    if (window == null) {
      window = sources.computeIfAbsent(source, _ -> newWindow());
    }
    return window.claim(identity, waiter);
  }

  /**
   * Drops all other sources. Their tickets in flight stay good: who waits is told. A source that
   * comes back later starts with nothing remembered and nothing in flight.
   */
  public void retainSources(Set<String> names) {
    sources.keySet().retainAll(names);
  }

  /** How many stored events are remembered. Counting also gives back what is too old. */
  public int remembered() {
    return sources.values().stream().mapToInt(SourceWindow::remembered).sum();
  }

  private SourceWindow newWindow() {
    return new SourceWindow(nanos, identitiesMax, ageNanos);
  }
}
