package io.sluice.standalone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a record stands in Kafka, written {@code topic/partition/offset}. */
record Place(TopicPartition partition, long offset) {

  /** With the sign that {@code sluice tail} prints before the offset, too. */
  private static final Pattern WRITTEN = Pattern.compile("([^/]+)/([0-9]{1,9})[/@]([0-9]{1,18})");

  static Place of(ConsumerRecord<byte[], byte[]> record) {
    return new Place(new TopicPartition(record.topic(), record.partition()), record.offset());
  }

  String topic() {
    return partition.topic();
  }

  @Override
  public String toString() {
    return partition.topic() + "/" + partition.partition() + "/" + offset;
  }

  /** Reads a place from the command line. */
  static final class Reader implements ITypeConverter<Place> {

    @Override
    public Place convert(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (!written.matches()) {
        throw new TypeConversionException(
            "write TOPIC/PARTITION/OFFSET, as in webhooks.rejected/0/17, not '" + text + "'");
      }
      return new Place(
          new TopicPartition(written.group(1), Integer.parseInt(written.group(2))),
          Long.parseLong(written.group(3)));
    }
  }
}
