package io.sluice.gateway.edge;

import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.limits.RateLimit;
import io.sluice.gateway.limits.SourceBudget;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.SourceLimits;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What is counted for each source: its rate and its bytes in flight. Outlives the snapshot of the
 * configuration, so that a reload gives nobody a fresh allowance.
 */
public final class Guards {

  private final FairShare share;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Guard> bySource = new ConcurrentHashMap<>();

  /** The counts of one source under certain limits. */
  record Guard(SourceLimits limits, RateLimit rate, SourceBudget budget) {}

  public Guards(FairShare share, LongSupplier nanos) {
    this.share = share;
    this.nanos = nanos;
  }

  /** The counts of this source; new ones where its limits have changed. */
  Guard of(Source source) {
    Guard known = bySource.get(source.name());
    return known != null && known.limits().equals(source.limits()) ? known : renewed(source);
  }

  private Guard renewed(Source source) {
    return bySource.compute(
        source.name(),
        (_, before) ->
            new Guard(
                source.limits(),
                before != null && before.limits().rate().equals(source.limits().rate())
                    ? before.rate()
                    : new RateLimit(source.limits().rate(), nanos),
                before != null && sameBudget(before, source)
                    ? before.budget()
                    : share.source(source.limits().inFlightBytesMax(), source.limits().repeats())));
  }

  private static boolean sameBudget(Guard before, Source source) {
    return before.limits().inFlightBytesMax() == source.limits().inFlightBytesMax()
        && before.limits().repeats() == source.limits().repeats();
  }

  /** The bytes that all requests in flight hold. */
  public long bytesHeld() {
    return share.bytesHeld();
  }

  /** The most that they may hold. */
  public long bytesMax() {
    return share.bytesMax();
  }
}
