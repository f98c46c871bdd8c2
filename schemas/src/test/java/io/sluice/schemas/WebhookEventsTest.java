package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventsTest {

  private static final int PREFIX = 10;

  private final WebhookEvents events = WebhookEvents.create();

  @Test
  void readsWhatTheEncoderWrites() {
    for (long seed = 0; seed < 300; seed++) {
      WebhookEvent event = new RandomEvents(seed).next();
      byte[] value = EnvelopeEncoder.encode(event, new WireFormat.SingleObject());
      byte[] again = EnvelopeEncoder.encode(read(value), new WireFormat.SingleObject());
      assertThat(Arrays.equals(again, value)).as("seed %d", seed).isTrue();
      assertThat(read(value).body()).as("seed %d", seed).isEqualTo(event.body());
    }
  }

  @Test
  void readsAnEventWithNothingOptional() {
    byte[] value = EnvelopeEncoder.encode(Examples.withoutOptions(), new WireFormat.SingleObject());
    assertThat(read(value)).isEqualTo(Examples.withoutOptions());
  }

  @Test
  void doesNotReadAnEnvelopeThatWasCutAnywhere() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    for (int length = 0; length < value.length; length++) {
      assertThat(decode(Arrays.copyOf(value, length)))
          .as("cut to %d bytes", length)
          .isInstanceOf(Decoded.Unreadable.class);
    }
  }

  @Test
  void doesNotReadAnEnvelopeWithMoreBehindIt() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    assertThat(why(Arrays.copyOf(value, value.length + 3)))
        .isEqualTo("3 bytes follow the envelope");
  }

  @Test
  void survivesEveryFlippedByte() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    for (int at = 0; at < value.length; at++) {
      for (int flip : new int[] {0x01, 0x80, 0xFF}) {
        byte[] flipped = value.clone();
        flipped[at] ^= (byte) flip;
        assertThat(decode(flipped)).as("byte %d ^ %x", at, flip).isNotNull();
      }
    }
  }

  @Test
  void survivesRandomBytesBehindAGoodPrefix() {
    byte[] good = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] value = new byte[PREFIX + random.nextInt(300)];
      random.nextBytes(value);
      System.arraycopy(good, 0, value, 0, PREFIX);
      assertThat(decode(value)).as("seed %d", seed).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the id announces 2^31 - 1 bytes, then 2^62, then a negative number
        "feffffff0f",
        "80808080808080808001",
        "01",
        // empty texts up to the headers, which announce 2^31 - 1 lines, in both ways to say so
        "00000000000000" + "00" + "feffffff0f",
        "00000000000000" + "00" + "fdffffff0f02",
      })
  void allocatesLittleForAHostileLength(String hex) {
    byte[] good = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    byte[] hostile = HexFormat.of().parseHex(hex);
    byte[] value = Arrays.copyOf(good, PREFIX + hostile.length);
    System.arraycopy(hostile, 0, value, PREFIX, hostile.length);
    assertThat(decode(value)).isInstanceOf(Decoded.Unreadable.class);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Decoded again = decode(value);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(again).isInstanceOf(Decoded.Unreadable.class);
    assertThat(allocated).isLessThan(200_000);
  }

  @Test
  void namesAFingerprintItDoesNotKnow() {
    assertThat(why(HexFormat.of().parseHex("c301" + "0807060504030201" + "00")))
        .contains("fingerprint 0102030405060708");
  }

  @Test
  void saysWhatIsMissingForASchemaIdWithoutARegistry() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(7));
    assertThat(why(value)).contains("schema id 7").contains("no registry is configured");
  }

  @Test
  void readsASchemaIdThatWasGiven() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(7));
    WebhookEvents given = WebhookEvents.withSchemas(Map.of(7, SchemaHistory.EVENT.newest().json()));
    assertThat(given.decode(new RecordHeaders(), value))
        .isEqualTo(new Decoded.Event(Examples.event()));
  }

  @Test
  void readsALaterWritersEnvelopeAndSkipsWhatItDoesNotKnow() {
    String later =
        withFieldBeforeMethod(
            "{\"name\":\"region\",\"default\":[],"
                + "\"type\":{\"type\":\"array\",\"items\":\"string\"}}");
    WebhookEvent event = Examples.withoutOptions();
    byte[] today = EnvelopeEncoder.encode(event, new WireFormat.Confluent(9));
    // id "1", source "shop", type "", no subject, time 0: 2 + 5 + 1 + 1 + 1 bytes
    int method = 5 + 10;
    byte[] region = HexFormat.of().parseHex("02" + "046575" + "00");
    byte[] value = new byte[today.length + region.length];
    System.arraycopy(today, 0, value, 0, method);
    System.arraycopy(region, 0, value, method, region.length);
    System.arraycopy(today, method, value, method + region.length, today.length - method);
    assertThat(WebhookEvents.withSchemas(Map.of(9, later)).decode(new RecordHeaders(), value))
        .isEqualTo(new Decoded.Event(event));
  }

  @Test
  void survivesASchemaThatNestsWithoutEnd() {
    String nesting =
        withFieldBeforeMethod(
            "{\"name\":\"next\",\"type\":{\"type\":\"record\",\"name\":\"Node\",\"fields\":"
                + "[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}}");
    byte[] value = new byte[1_000_000];
    Arrays.fill(value, 15, value.length, (byte) 2);
    value[4] = 9;
    assertThat(WebhookEvents.withSchemas(Map.of(9, nesting)).decode(new RecordHeaders(), value))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void namesASchemaThatIsNotTheEnvelopes() {
    String other = "{\"type\":\"record\",\"name\":\"com.acme.Order\",\"fields\":[]}";
    assertThat(
            WebhookEvents.withSchemas(Map.of(1, other))
                .decode(new RecordHeaders(), new byte[] {0, 0, 0, 0, 1}))
        .isEqualTo(new Decoded.Unreadable("schema id 1 is com.acme.Order"));
  }

  @Test
  void doesNotReadATombstone() {
    assertThat(events.decode(new RecordHeaders(), null))
        .isEqualTo(new Decoded.Unreadable("no value"));
  }

  private static String withFieldBeforeMethod(String field) {
    String json = SchemaHistory.EVENT.newest().json();
    int method = json.lastIndexOf('{', json.indexOf("\"method\""));
    return json.substring(0, method) + field + "," + json.substring(method);
  }

  private Decoded decode(byte[] value) {
    return events.decode(new RecordHeaders(), value);
  }

  private WebhookEvent read(byte[] value) {
    return switch (decode(value)) {
      case Decoded.Event(WebhookEvent event) -> event;
      case Decoded.Unreadable(String why) -> throw new AssertionError(why);
    };
  }

  private String why(byte[] value) {
    return switch (decode(value)) {
      case Decoded.Event _ -> throw new AssertionError("an event");
      case Decoded.Unreadable(String why) -> why;
    };
  }
}
