package io.sluice.schemas;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of Sluice's topics, whatever their wire format. Safe to share among threads.
 *
 * <pre>{@code
 * try (WebhookEvents events = WebhookEvents.create()) {
 *   for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
 *     switch (events.decode(record)) {
 *       case Decoded.Event(WebhookEvent event) -> handle(event);
 *       case Decoded.Unreadable(String why) -> log.warn("{}: {}", record.offset(), why);
 *     }
 *   }
 * }
 * }</pre>
 */
public final class WebhookEvents implements AutoCloseable {

  private static final int SINGLE_OBJECT_PREFIX_BYTES = 10;
  private static final int CONFLUENT_PREFIX_BYTES = 5;

  private final WriterSchemas writers;

  private WebhookEvents(WriterSchemas writers) {
    this.writers = writers;
  }

  /** Reads raw records and single-object encoding, which need no registry. */
  public static WebhookEvents create() {
    return new WebhookEvents(WriterSchemas.bundled());
  }

  /** Reads Confluent's format too, with the schemas of this registry. */
  public static WebhookEvents withRegistry(URI registry) {
    return new WebhookEvents(WriterSchemas.from(SchemaRegistry.at(registry)));
  }

  /** Reads Confluent's format too, with schemas that are known beforehand: JSON by registry id. */
  public static WebhookEvents withSchemas(Map<Integer, String> schemaById) {
    return new WebhookEvents(WriterSchemas.given(schemaById));
  }

  /**
   * Reads one record; any bytes whatever are either an event or unreadable.
   *
   * @throws RegistryUnreachableException if the registry is needed and cannot be asked now: the
   *     record may be a good one, so read it again later
   */
  public Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    return decode(record.headers(), record.value());
  }

  /** Reads one record from its parts, as {@link #decode(ConsumerRecord)} does. */
  public Decoded decode(Headers headers, byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Unreadable("no value");
    }
    if (RawRecords.isRaw(headers)) {
      return RawRecords.read(headers, value);
    }
    if (value.length >= SINGLE_OBJECT_PREFIX_BYTES && value[0] == (byte) 0xC3 && value[1] == 1) {
      long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
      return read(writers.byFingerprint(fingerprint), value, SINGLE_OBJECT_PREFIX_BYTES);
    }
    if (value.length >= CONFLUENT_PREFIX_BYTES && value[0] == 0) {
      int schemaId = ByteBuffer.wrap(value).getInt(1);
      return read(writers.byId(schemaId), value, CONFLUENT_PREFIX_BYTES);
    }
    return new Decoded.Unreadable(
        "neither an envelope nor a raw record: %d bytes".formatted(value.length));
  }

  /** Whether a record with these headers is raw, so that it lacks the request's header lines. */
  public static boolean isRaw(Headers headers) {
    return RawRecords.isRaw(headers);
  }

  /** Lets go of the connection to the registry, if there is one. */
  @Override
  public void close() {
    writers.close();
  }

  private static Decoded read(WriterSchemas.Writer writer, byte[] value, int from) {
    return switch (writer) {
      case WriterSchemas.Writer.Known(EnvelopeReader reader) -> reader.read(value, from);
      case WriterSchemas.Writer.Unknown(String why) -> new Decoded.Unreadable(why);
    };
  }
}
