package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.v1.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EnvelopeEncoderTest {

  private static final int EVENTS = 600;

  @Test
  void writesTheBytesThatAvrosOwnWriterWrites() throws IOException {
    for (long seed = 0; seed < EVENTS; seed++) {
      WebhookEvent event = new RandomEvents(seed).next();
      byte[] value = EnvelopeEncoder.encode(event, new WireFormat.Confluent(1));
      byte[] expected = avro(event);
      assertThat(Arrays.equals(value, 5, value.length, expected, 0, expected.length))
          .as("seed %d", seed)
          .isTrue();
    }
  }

  @Test
  void startsSingleObjectEncodingWithTheFingerprintLowestByteFirst() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
    byte[] fingerprint =
        ByteBuffer.allocate(8)
            .putLong(
                Long.reverseBytes(
                    SchemaNormalization.parsingFingerprint64(
                        io.sluice.v1.WebhookEvent.getClassSchema())))
            .array();
    assertThat(Arrays.copyOf(value, 2)).containsExactly(0xC3, 0x01);
    assertThat(Arrays.copyOfRange(value, 2, 10)).isEqualTo(fingerprint);
  }

  @Test
  void agreesWithAvrosOwnSingleObjectEncoder() throws IOException {
    WebhookEvent event = Examples.event();
    ByteBuffer expected = io.sluice.v1.WebhookEvent.getEncoder().encode(generated(event));
    byte[] bytes = new byte[expected.remaining()];
    expected.get(bytes);
    assertThat(EnvelopeEncoder.encode(event, new WireFormat.SingleObject())).isEqualTo(bytes);
  }

  @Test
  void startsConfluentsFormatWithTheIdHighestByteFirst() {
    byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(0x01020384));
    assertThat(HexFormat.of().formatHex(value, 0, 5)).isEqualTo("0001020384");
  }

  private static byte[] avro(WebhookEvent event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<>(io.sluice.v1.WebhookEvent.class).write(generated(event), encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static io.sluice.v1.WebhookEvent generated(WebhookEvent event) {
    Verification proof = event.verification();
    return io.sluice.v1.WebhookEvent.newBuilder()
        .setId(event.id())
        .setSource(event.source())
        .setType(event.type())
        .setSubject(event.subject())
        .setReceivedAt(event.receivedAt())
        .setMethod(event.method())
        .setPath(event.path())
        .setQuery(event.query())
        .setHeaders(
            event.headers().stream()
                .map(line -> new io.sluice.v1.HeaderLine(line.name(), line.value()))
                .toList())
        .setContentType(event.contentType())
        .setVerification(
            new io.sluice.v1.Verification(
                proof.scheme(), proof.secret(), new Sha256(proof.bodySha256())))
        .setBody(ByteBuffer.wrap(event.body()))
        .build();
  }
}
