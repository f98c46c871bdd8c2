package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class WebhookEventDeserializerTest {

  @Test
  void readsWithoutARegistryUnlessToldOfOne() {
    try (WebhookEventDeserializer deserializer = new WebhookEventDeserializer()) {
      deserializer.configure(Map.of("group.id", "billing"), false);
      byte[] value = EnvelopeEncoder.encode(Examples.event(), new WireFormat.SingleObject());
      assertThat(deserializer.deserialize("t", value))
          .isEqualTo(new Decoded.Event(Examples.event()));
    }
  }

  @Test
  void readsRawRecordsByTheirHeaders() {
    ProducerRecord<byte[], byte[]> sent =
        EventRecords.of("t", "k", Examples.withoutOptions(), new WireFormat.Raw(), null);
    try (WebhookEventDeserializer deserializer = new WebhookEventDeserializer()) {
      assertThat(deserializer.deserialize("t", sent.headers(), sent.value()))
          .isEqualTo(new Decoded.Event(Examples.withoutOptions()));
    }
  }

  @Test
  void asksTheRegistryOfItsSetting() {
    try (FakeRegistry fake = new FakeRegistry();
        WebhookEventDeserializer deserializer = new WebhookEventDeserializer()) {
      fake.answer(404, "{\"message\":\"unknown\"}");
      deserializer.configure(Map.of("sluice.registry.url", fake.uri("/base").toString()), false);
      deserializer.deserialize(
          "t", EnvelopeEncoder.encode(Examples.event(), new WireFormat.Confluent(5)));
      assertThat(fake.asked().getFirst().line()).isEqualTo("GET /base/schemas/ids/5");
    }
  }

  @Test
  void refusesARegistryUrlThatIsNone() {
    try (WebhookEventDeserializer deserializer = new WebhookEventDeserializer()) {
      assertThatThrownBy(
              () -> deserializer.configure(Map.of("sluice.registry.url", "registry:8081"), false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("sluice.registry.url");
    }
  }
}
