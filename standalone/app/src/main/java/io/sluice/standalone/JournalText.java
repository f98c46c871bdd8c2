package io.sluice.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.gateway.journal.JournalEvent;
import io.sluice.gateway.journal.JournalInspection;
import io.sluice.gateway.journal.JournalRecord;
import io.sluice.gateway.journal.SegmentSummary;
import io.sluice.gateway.log.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A journal as {@code sluice journal} prints it. */
final class JournalText {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JournalText() {}

  /** The table of its files, and their sums. */
  static List<String> list(JournalInspection inspection) {
    List<String> lines = new ArrayList<>();
    lines.add(row("SEGMENT", "MADE AT", "RECORDS", "OPEN", "NUMBERS", "BYTES", "STATE"));
    long records = 0;
    long open = 0;
    long bytes = 0;
    for (SegmentSummary segment : inspection.segments()) {
      lines.add(row(segment));
      records += segment.records();
      open += segment.open();
      bytes += segment.bytes();
    }
    new TreeMap<>(inspection.setAside())
        .forEach((name, size) -> lines.add(row(name, "", "", "", "", size, "set aside")));
    bytes += inspection.setAside().values().stream().mapToLong(Long::longValue).sum();
    lines.add(row("in all", "", records, open, "", bytes, ""));
    return lines;
  }

  private static String row(SegmentSummary segment) {
    boolean empty = segment.last() < segment.first();
    return row(
        segment.name(),
        segment.madeAt() == null ? "" : segment.madeAt(),
        segment.records(),
        segment.open(),
        empty ? "" : segment.first() + "-" + segment.last(),
        segment.bytes(),
        segment.state().name().toLowerCase(Locale.ROOT));
  }

  private static String row(Object... cells) {
    return "%-24s  %-24s  %10s  %10s  %21s  %13s  %s".formatted(cells).stripTrailing();
  }

  /** Whether somebody may have lost something by it. */
  static boolean isDamage(JournalEvent event) {
    return event instanceof JournalEvent.Corrupt || event instanceof JournalEvent.ReadFailed;
  }

  /** What was found, in words. */
  static Optional<String> finding(JournalEvent event) {
    return switch (event) {
      case JournalEvent.Corrupt(String segment, long from, long to, long first, long last) ->
          Optional.of(
              "%s: bytes %d to %d are corrupt: records %d to %d"
                  .formatted(segment, from, to - 1, first, last));
      case JournalEvent.TornTailCut(String segment, long from, long _, long first) ->
          Optional.of(
              "%s: the write at byte %d is not complete: it is under way, or was cut short;"
                      .formatted(segment, from)
                  + " nobody was told that records from %d on are stored".formatted(first));
      case JournalEvent.ReadFailed(String segment, var why) ->
          Optional.of("%s: the disk cannot read it: %s".formatted(segment, why.getMessage()));
      case JournalEvent.SetAside _,
          JournalEvent.WriteFailed _,
          JournalEvent.OutOfService _,
          JournalEvent.Full _,
          JournalEvent.RoomAgain _,
          JournalEvent.SegmentStarted _,
          JournalEvent.SegmentDeleted _,
          JournalEvent.HousekeepingFailed _ ->
          Optional.empty();
    };
  }

  /** A record on one line: the Kafka record that it holds, or its bytes where it holds none. */
  static String json(JournalRecord record) {
    ObjectNode node =
        MAPPER.createObjectNode().put("sequence", record.sequence()).put("lane", record.lane());
    try {
      put(node, StoredRecord.decode(record.payload()));
    } catch (IllegalArgumentException e) {
      node.put("unreadable", e.getMessage()).put("payload_base64", record.payload());
    }
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values always make JSON", e);
    }
  }

  private static void put(ObjectNode node, ProducerRecord<byte[], byte[]> record) {
    node.put("topic", record.topic());
    if (record.timestamp() != null) {
      node.put("timestamp", record.timestamp());
    }
    putText(node, "key", record.key());
    ObjectNode headers = node.putObject("headers");
    for (Header header : record.headers()) {
      putText(headers, header.key(), header.value());
    }
    node.put("value_base64", record.value());
  }

  private static void putText(ObjectNode node, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      node.putNull(name);
    } else {
      TerminalText.utf8(bytes)
          .ifPresentOrElse(text -> node.put(name, text), () -> node.put(name + "_base64", bytes));
    }
  }
}
