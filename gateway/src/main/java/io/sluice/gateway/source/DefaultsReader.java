package io.sluice.gateway.source;

import io.sluice.platform.config.Section;
import java.time.Duration;

/** Reads how a source is answered; the same keys in a source and in a provider. */
final class DefaultsReader {

  private static final Duration ACK_DEADLINE_MIN = Duration.ofMillis(100);
  private static final Duration ACK_DEADLINE_MAX = Duration.ofSeconds(30);
  private static final int BODY_BYTES_MAX = 8 << 20;

  private DefaultsReader() {}

  static Provider.Defaults read(Section section, Provider.Defaults unless) {
    return new Provider.Defaults(
        section.duration(
            "ack_deadline",
            unless.ackDeadline(),
            ACK_DEADLINE_MIN,
            ACK_DEADLINE_MAX,
            "How long the sender may wait for an answer; then it is told to come again."),
        answer(section, unless.answerStatus()),
        (int)
            section.bytes(
                "body_max",
                unless.bodyBytesMax(),
                1,
                BODY_BYTES_MAX,
                "The largest body that is taken; above it the answer is 413."));
  }

  private static int answer(Section section, int unless) {
    int status =
        section.number(
            "answer", unless, 200, 204, "The status that says it is stored: 200, 202 or 204.");
    if (status == 201 || status == 203) {
      section.fault("answer", "write 200, 202 or 204");
    }
    return status;
  }
}
