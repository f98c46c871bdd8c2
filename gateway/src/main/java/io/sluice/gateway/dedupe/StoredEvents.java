package io.sluice.gateway.dedupe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one source that were stored lately, the oldest first, in pages.
 *
 * <pre>
 *   forgotten ◀── [ page ] [ page ] … [ page ] ◀── added
 *                   │ loses its oldest, is dropped when it has none left
 * </pre>
 *
 * <p>Pages start small and grow with what is remembered, up to an eighth of the limit. So a quiet
 * source costs little, a busy one has some twenty pages to search at most, nothing is ever moved to
 * a larger table, and what is forgotten but not yet given back is less than a page.
 */
final class StoredEvents {

  private static final int PAGE_EVENTS_MIN = 64;

  private final int eventsMax;
  private final long ageNanos;
  private final List<Page> pages = new ArrayList<>();
  private int size;
  private long newestNanos;

  StoredEvents(int eventsMax, long ageNanos) {
    this.eventsMax = eventsMax;
    this.ageNanos = ageNanos;
  }

  @Nullable Stored find(EventIdentity identity, long nowNanos) {
    forgetTooOld(nowNanos);
    for (int i = pages.size() - 1; i >= 0; i--) {
      Stored stored = pages.get(i).find(identity);
      if (stored != null) {
        return stored;
      }
    }
    return null;
  }

  /** Remembers an event that is not remembered now. */
  void add(EventIdentity identity, Stored stored, long nowNanos) {
    forgetTooOld(nowNanos);
    if (size == eventsMax) {
      forgetOldest();
    }
    if (pages.isEmpty() || pages.getLast().isFull()) {
      pages.add(new Page(nextPageEvents()));
    }
    // Threads read the clock before they queue up here, so the times may come out of order.
    boolean late = size > 0 && nowNanos - newestNanos < 0;
    newestNanos = late ? newestNanos : nowNanos;
    pages.getLast().add(identity, stored, newestNanos);
    size++;
  }

  int size(long nowNanos) {
    forgetTooOld(nowNanos);
    return size;
  }

  private void forgetTooOld(long nowNanos) {
    while (!pages.isEmpty() && isTooOld(pages.getFirst().newestNanos(), nowNanos)) {
      size -= pages.removeFirst().size();
    }
    while (!pages.isEmpty() && isTooOld(pages.getFirst().oldestNanos(), nowNanos)) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Page page = pages.getFirst();
    page.forgetOldest();
    size--;
    if (page.size() == 0) {
      pages.removeFirst();
    }
  }

  private boolean isTooOld(long storedNanos, long nowNanos) {
    return nowNanos - storedNanos >= ageNanos;
  }

  private int nextPageEvents() {
    return Integer.highestOneBit(Math.max(PAGE_EVENTS_MIN, Math.min(size, eventsMax / 8)));
  }
}
