package io.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredRecordTest {

  @Test
  void isReadAsItWasWritten() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      ProducerRecord<byte[], byte[]> record = some(random);
      ProducerRecord<byte[], byte[]> read = StoredRecord.decode(StoredRecord.encode(record));
      assertThat(read.topic()).isEqualTo(record.topic());
      assertThat(read.timestamp()).isEqualTo(record.timestamp());
      assertThat(read.key()).isEqualTo(record.key());
      assertThat(read.value()).isEqualTo(record.value());
      assertThat(record.headers()).isEqualTo(read.headers());
    }
  }

  @Test
  void aRecordThatEndsTooEarlyOrTooLateIsTold() {
    byte[] whole = StoredRecord.encode(some(new SplittableRandom(2)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().isThrownBy(() -> StoredRecord.decode(cut));
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> StoredRecord.decode(longer));
  }

  @Test
  void anotherVersionIsTold() {
    byte[] bytes = StoredRecord.encode(some(new SplittableRandom(3)));
    bytes[0] = 9;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredRecord.decode(bytes))
        .withMessageContaining("another version: 9");
  }

  private static ProducerRecord<byte[], byte[]> some(SplittableRandom random) {
    Long timestamp = random.nextBoolean() ? random.nextLong(0, Long.MAX_VALUE) : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("webhooks.ü", null, timestamp, bytes(random), bytes(random));
    for (int i = random.nextInt(5); i > 0; i--) {
      record.headers().add(new Named("header-" + i, bytes(random)));
    }
    return record;
  }

  private static byte @Nullable [] bytes(SplittableRandom random) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A header that is equal to any other one of the same name and value. */
  private record Named(String key, byte @Nullable [] value) implements Header {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Header that
          && key.equals(that.key())
          && Arrays.equals(value, that.value());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(key.getBytes(UTF_8));
    }
  }
}
