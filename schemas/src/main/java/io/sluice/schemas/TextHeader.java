package io.sluice.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** One header of a record, as Kafka's public interface has it. */
record TextHeader(String key, byte[] value) implements Header {

  TextHeader(String key, String text) {
    this(key, utf8(text));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
