package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Reads whatever bytes; the inputs kept as resources are read in every build. */
class WebhookEventsFuzzTest {

  private static final WebhookEvents EVENTS =
      WebhookEvents.withSchemas(Map.of(1, SchemaHistory.EVENT.newest().json()));
  private static final List<String> FOREIGN_HEADERS =
      List.of(
          EventHeaders.CE_SOURCE,
          EventHeaders.CE_TIME,
          EventHeaders.VERIFIED,
          EventHeaders.BODY_SHA256);

  @FuzzTest
  void anyBytesAreAnEventOrUnreadable(byte[] bytes) {
    switch (EVENTS.decode(new RecordHeaders(), bytes)) {
      case Decoded.Event(WebhookEvent event) -> canBeWrittenAgain(event);
      case Decoded.Unreadable(String why) -> assertThat(why).isNotBlank();
    }
    for (String name : FOREIGN_HEADERS) {
      ProducerRecord<byte[], byte[]> sent =
          EventRecords.of("t", "k", Examples.event(), new WireFormat.Raw(), null);
      sent.headers().remove(name).add(name, bytes);
      assertThat(EVENTS.decode(Examples.consumed(sent))).isNotNull();
    }
  }

  private static void canBeWrittenAgain(WebhookEvent event) {
    byte[] again = EnvelopeEncoder.encode(event, new WireFormat.SingleObject());
    assertThat(EVENTS.decode(new RecordHeaders(), again)).isEqualTo(new Decoded.Event(event));
  }
}
