package io.sluice.schemas;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link WebhookEvents} as the {@code value.deserializer} of a Kafka consumer. The setting {@value
 * #REGISTRY_URL} names the registry, if there is one. While the registry is needed and cannot be
 * asked, {@code poll} throws and stays where it is.
 */
public final class WebhookEventDeserializer implements Deserializer<Decoded> {

  /** The setting that holds the registry's URL. */
  public static final String REGISTRY_URL = "sluice.registry.url";

  private WebhookEvents events = WebhookEvents.create();

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    Object url = configs.get(REGISTRY_URL);
    if (url == null) {
      return;
    }
    try {
      events = WebhookEvents.withRegistry(URI.create(url.toString()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(REGISTRY_URL, url, e.getMessage());
    }
  }

  /** Without headers no raw record can be known. */
  @Override
  public Decoded deserialize(String topic, byte @Nullable [] data) {
    Headers none = new ProducerRecord<byte[], byte[]>(topic, data).headers();
    return events.decode(none, data);
  }

  @Override
  public Decoded deserialize(String topic, Headers headers, byte @Nullable [] data) {
    return events.decode(headers, data);
  }

  @Override
  public void close() {
    events.close();
  }
}
