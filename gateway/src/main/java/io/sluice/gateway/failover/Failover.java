package io.sluice.gateway.failover;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.log.AppendResult.Cause;
import io.sluice.gateway.log.AppendResult.NotAppended;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.source.Ack;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The log that keeps its word when Kafka does not: Kafka first, the journal when Kafka is slow, has
 * failed or is known to be unwell.
 *
 * <p>An event goes straight to Kafka unless its source wants the journal, an older event of its lane
 * is still there, what an earlier process left there is not drained yet, or the breaker is open.
 */
public final class Failover implements EventLog, Pending.Desk {

  private static final Duration KEEPER_REST = Duration.ofMillis(20);
  private static final Duration DRAIN_REST = Duration.ofMillis(10);

  private final EventLog kafka;
  private final Journal journal;
  private final LongSupplier nanos;
  private final long takeoverNanos;
  private final Lanes lanes = new Lanes();
  private final Breaker breaker = new Breaker();
  private final Keeper keeper;
  private final Drain drain;
  private final DutyThread keeping;
  private final DutyThread draining;

  /**
   * @param kafka the live path
   * @param courier sends what the journal has kept
   * @param setAside keeps what Kafka will never take
   * @param encoder makes what the journal keeps of a record
   * @param takeover after this without an acknowledgement the journal takes an event
   * @param nanos a monotonic clock, in nanoseconds
   */
  public Failover(
      EventLog kafka,
      Journal journal,
      Courier courier,
      SetAside setAside,
      Function<HookRecord, byte[]> encoder,
      Duration takeover,
      LongSupplier nanos) {
    this.kafka = kafka;
    this.journal = journal;
    this.nanos = nanos;
    this.takeoverNanos = takeover.toNanos();
    this.keeper =
        new Keeper(journal, encoder, breaker, nanos, takeoverNanos, this::wakeDrain);
    this.drain = new Drain(journal, courier, setAside, lanes, breaker, nanos, takeoverNanos);
    this.keeping = new DutyThread("journal-keeper", this::keep, KEEPER_REST);
    this.draining = new DutyThread("journal-drain", drain, DRAIN_REST);
  }
}
