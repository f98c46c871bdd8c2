package io.sluice.gateway.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.intake.HookRecord;
import io.sluice.gateway.log.AppendResult;
import io.sluice.gateway.log.EventLog;
import io.sluice.gateway.source.Ack;
import io.sluice.schemas.Verification;
import io.sluice.schemas.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event that was handed to the log, and what its sender was told. */
final class SimulatedEvent implements EventLog.Receipt {

  static final String TOPIC = "webhooks.simulated";

  private final int number;
  private final HookRecord record;
  private final long sentNanos;
  private @Nullable AppendResult told;
  private boolean counted;

  SimulatedEvent(String key, int number, Ack ack, long sentNanos) {
    this.number = number;
    WebhookEvent event =
        new WebhookEvent(
            key + "-" + number,
            "simulated",
            "push",
            null,
            Instant.EPOCH,
            "POST",
            "/in/simulated",
            null,
            List.of(),
            null,
            new Verification("github", "env:S", new byte[32]),
            new byte[0]);
    this.record = new HookRecord("request", TOPIC, key, false, ack, event, null, Map.of(), null);
    this.sentNanos = sentNanos;
  }

  /** What the journal keeps of a record. */
  static byte[] kept(HookRecord record) {
    return (record.key() + "/" + record.event().id()).getBytes(UTF_8);
  }

  /** Key and id of what was kept. */
  static String[] keyAndId(byte[] kept) {
    return new String(kept, UTF_8).split("/", -1);
  }

  @Override
  public void settled(AppendResult result) {
    assertThat(told).as("%s is told a second time: %s", this, result).isNull();
    told = result;
  }

  HookRecord record() {
    return record;
  }

  String id() {
    return record.event().id();
  }

  /** Its place among all that were sent. */
  int number() {
    return number;
  }

  long sentNanos() {
    return sentNanos;
  }

  @Nullable AppendResult told() {
    return told;
  }

  /** True once. */
  boolean countNow() {
    boolean first = !counted;
    counted = true;
    return first;
  }

  boolean isAccepted() {
    return told instanceof AppendResult.Durable;
  }

  @Override
  public String toString() {
    return id() + " (" + record.ack() + ", told " + told + ")";
  }
}
