package io.sluice.schemas;

import static io.sluice.schemas.Examples.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.RejectedHooks.Read;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RejectedRecordsTest {

  private static final int PREFIX = 10;

  @Test
  void saysTheReasonInAHeaderAndTheSourceInTheKey() {
    ProducerRecord<byte[], byte[]> sent = RejectedRecords.of(Examples.rejected());
    assertThat(sent.topic()).isEqualTo("webhooks.rejected");
    assertThat(sent.key()).isEqualTo("github".getBytes(UTF_8));
    assertThat(sent.partition()).isNull();
    assertThat(sent.timestamp()).isEqualTo(Examples.rejected().receivedAt().toEpochMilli());
    assertThat(header(sent, "sluice-rejected")).isEqualTo("invalid_payload");
    assertThat(header(sent, "sluice-scheme")).isEqualTo("github");
    assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(sent, "ce_id")).isEqualTo("01JDC4N3V8T0RQ2Z5W7X9Y1A3B");
    assertThat(header(sent, "ce_source")).isEqualTo("/in/github");
    assertThat(header(sent, "ce_type")).isEqualTo("io.sluice.webhook.rejected");
    assertThat(header(sent, "ce_time")).isEqualTo("2026-11-23T12:34:56.789012Z");
    assertThat(header(sent, "content-type")).isEqualTo("application/avro");
  }

  @Test
  void isNeverTakenForAnEvent() {
    ProducerRecord<byte[], byte[]> sent = RejectedRecords.of(Examples.rejected());
    assertThat(header(sent, "sluice-verified")).isNull();
    assertThat(WebhookEvents.create().decode(Examples.consumed(sent)))
        .isInstanceOf(Decoded.Unreadable.class);
    byte[] event = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    assertThat(RejectedHooks.decode(event)).isInstanceOf(Read.Unreadable.class);
  }

  @Test
  void readsBackWhatIsWritten() {
    for (RejectedHook hook :
        List.of(Examples.rejected(), Examples.rejectedWithoutOptions(), withBody(300_000))) {
      assertThat(decode(RejectedRecords.of(hook).value())).isEqualTo(new Read.Hook(hook));
    }
  }

  @Test
  void aCutBodyKeepsTheLengthAndTheDigestOfTheWhole() {
    RejectedHook whole = withBody(1000);
    RejectedHook cut = whole.withBodyAtMost(64);
    assertThat(cut.body().bytes()).isEqualTo(Arrays.copyOf(whole.body().bytes(), 64));
    assertThat(cut.body().wholeLength()).isEqualTo(1000);
    assertThat(cut.body().wholeSha256()).isEqualTo(Examples.sha256(whole.body().bytes()));
    assertThat(cut.body().isWhole()).isFalse();
    assertThat(whole.body().isWhole()).isTrue();
    assertThat(whole.body().isIntact()).isTrue();
    assertThat(cut.body().isIntact()).isFalse();
    assertThat(new KeptBody(new byte[1000], 1000, cut.body().wholeSha256()).isIntact()).isFalse();
    assertThat(whole.withBodyAtMost(1000).body()).isSameAs(whole.body());
  }

  @Test
  void cannotKeepMoreThanThereWas() {
    assertThatThrownBy(() -> new KeptBody(new byte[2], 1, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotReadARecordThatWasCutAnywhereOrHasMoreBehindIt() {
    byte[] value = RejectedRecords.of(Examples.rejected()).value();
    for (int length = 0; length < value.length; length++) {
      assertThat(decode(Arrays.copyOf(value, length)))
          .as("cut to %d bytes", length)
          .isInstanceOf(Read.Unreadable.class);
    }
    assertThat(decode(Arrays.copyOf(value, value.length + 3)))
        .isEqualTo(new Read.Unreadable("3 bytes follow the refused request"));
  }

  @Test
  void survivesEveryFlippedByteAndRandomBytesBehindAGoodPrefix() {
    byte[] good = RejectedRecords.of(Examples.rejected()).value();
    for (int at = 0; at < good.length; at++) {
      for (int flip : new int[] {0x01, 0x80, 0xFF}) {
        byte[] flipped = good.clone();
        flipped[at] ^= (byte) flip;
        assertThat(decode(flipped)).as("byte %d ^ %x", at, flip).isNotNull();
      }
    }
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] value = new byte[PREFIX + random.nextInt(300)];
      random.nextBytes(value);
      System.arraycopy(good, 0, value, 0, PREFIX);
      assertThat(decode(value)).as("seed %d", seed).isNotNull();
    }
  }

  @Test
  void doesNotReadATombstone() {
    assertThat(RejectedHooks.decode(null)).isEqualTo(new Read.Unreadable("no value"));
  }

  @Test
  void printsNothingThatTheRequestHeld() {
    RejectedHook hook = Examples.rejected();
    assertThat(hook + " " + hook.body())
        .doesNotContain("refs")
        .doesNotContain("try=1")
        .doesNotContain("push");
  }

  private static Read decode(byte[] value) {
    return RejectedHooks.decode(value);
  }

  private static RejectedHook withBody(int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    return new RejectedHook(
        "id",
        "shop",
        Instant.parse("2026-11-23T12:34:56.789012Z"),
        "PUT",
        "/in/shop",
        null,
        List.of(new HeaderLine("X-Half", "?")),
        null,
        new Rejection(Rejection.Stage.VERIFY, "stale_timestamp", null, "stripe"),
        KeptBody.whole(body));
  }
}
