package io.sluice.gateway.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of Kafka's clients. Those that the promises rest on are set last, so that {@code
 * kafka.client} cannot weaken them.
 */
public final class KafkaSettings {

  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(1900);
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final Duration LINGER = Duration.ofMillis(5);

  private KafkaSettings() {}

  /** Settings that every client shares. */
  public static Map<String, String> common(KafkaConfig config) {
    Map<String, String> settings = new HashMap<>(config.client());
    settings.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, String.join(",", config.bootstrapServers()));
    settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice");
    settings.put("metric.reporters", "");
    settings.put("enable.metrics.push", "false");
    return settings;
  }

  /** Settings of the admin client. */
  public static Map<String, String> admin(KafkaConfig config) {
    Map<String, String> settings = common(config);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "3000");
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "4000");
    return settings;
  }

  /** Settings of the producer on the hot path. */
  public static Map<String, Object> producer(KafkaConfig config) {
    Map<String, String> settings = common(config);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, millis(LINGER));
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 << 10));
    settings.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(config.topics().recordBytesMax()));
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_TIMEOUT));
    settings.putIfAbsent(ProducerConfig.METADATA_MAX_AGE_CONFIG, "60000");
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "3600000");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(config.bufferBytes()));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(config.deliveryTimeout()));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    return new HashMap<>(settings);
  }

  /**
   * Settings of the producer where the journal takes over what takes too long: it may keep trying,
   * as nobody waits for it any more. What it stores late is not stored twice, and nothing that it
   * gives up is overtaken.
   */
  public static Map<String, Object> patientProducer(KafkaConfig config) {
    Map<String, Object> settings = producer(config);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(PATIENCE));
    return settings;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
