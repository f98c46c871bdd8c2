package io.sluice.testing.tally;

import java.util.List;

/** Where an answer says that the event is stored, by its header {@code sluice-ack}. */
public enum Ack {
  KAFKA,
  JOURNAL,
  /** It does not say. */
  UNSAID;

  static Ack of(List<String> values) {
    return switch (values.isEmpty() ? "" : values.getFirst()) {
      case "kafka" -> KAFKA;
      case "journal" -> JOURNAL;
      default -> UNSAID;
    };
  }
}
