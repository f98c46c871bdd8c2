package io.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as the journal keeps it. Big endian; a length of -1 stands for null.
 *
 * <pre>
 *   version u8 │ timestamp i64, ms, -1 for none │ topic │ key │ value
 *   headers i32 │ name │ value │ name │ value …
 *   each text and each value: length i32 │ bytes
 * </pre>
 */
public final class StoredRecord {

  private static final byte VERSION = 1;
  private static final int FIXED_BYTES = 1 + Long.BYTES + Integer.BYTES;
  private static final int HEADERS_MAX = 1 << 16;

  private StoredRecord() {}

  /** The record without its partition, which is found when it is sent. */
  public static byte[] encode(ProducerRecord<byte[], byte[]> record) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of(record.topic()));
    fields.add(new Field(record.key()));
    fields.add(new Field(record.value()));
    int headers = 0;
    for (Header header : record.headers()) {
      fields.add(Field.of(header.key()));
      fields.add(new Field(header.value()));
      headers++;
    }
    ByteBuffer into =
        ByteBuffer.allocate(FIXED_BYTES + fields.stream().mapToInt(Field::bytesTaken).sum());
    into.put(VERSION).putLong(Objects.requireNonNullElse(record.timestamp(), -1L));
    fields.subList(0, 3).forEach(field -> field.put(into));
    into.putInt(headers);
    fields.subList(3, fields.size()).forEach(field -> field.put(into));
    return into.array();
  }

  /**
   * The record that these bytes were made of.
   *
   * @throws IllegalArgumentException when they are of another version, or damaged
   */
  public static ProducerRecord<byte[], byte[]> decode(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      if (from.get() != VERSION) {
        throw new IllegalArgumentException("a record of another version: " + bytes[0]);
      }
      long timestamp = from.getLong();
      String topic = text(from);
      byte[] key = bytes(from);
      byte[] value = bytes(from);
      List<Header> headers = headers(from);
      if (from.hasRemaining()) {
        throw new IllegalArgumentException("bytes behind the record: " + from.remaining());
      }
      return new ProducerRecord<>(
          topic, null, timestamp < 0 ? null : timestamp, key, value, headers);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the record ends too early", e);
    }
  }

  private static List<Header> headers(ByteBuffer from) {
    int count = from.getInt();
    if (count < 0 || count > HEADERS_MAX) {
      throw new IllegalArgumentException("so many headers: " + count);
    }
    List<Header> headers = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      headers.add(new StoredHeader(text(from), bytes(from)));
    }
    return headers;
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = bytes(from);
    if (bytes == null) {
      throw new IllegalArgumentException("a name is missing");
    }
    return new String(bytes, UTF_8);
  }

  private static byte @Nullable [] bytes(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0) {
      return null;
    }
    if (length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  @SuppressWarnings("ArrayRecordComponent") // Kafka compares headers by key and value itself
  private record StoredHeader(String key, byte @Nullable [] value) implements Header {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Field(byte @Nullable [] bytes) {

    static Field of(String text) {
      return new Field(text.getBytes(UTF_8));
    }

    int bytesTaken() {
      return Integer.BYTES + (bytes == null ? 0 : bytes.length);
    }

    void put(ByteBuffer into) {
      if (bytes == null) {
        into.putInt(-1);
      } else {
        into.putInt(bytes.length).put(bytes);
      }
    }
  }
}
