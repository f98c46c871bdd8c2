package io.sluice.gateway.source;

import io.sluice.platform.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads how a source is answered; the same keys in a source and in a provider. */
final class DefaultsReader {

  private static final Duration ACK_DEADLINE_MIN = Duration.ofMillis(100);
  private static final Duration ACK_DEADLINE_MAX = Duration.ofSeconds(30);
  private static final int ANSWER_CHARS_MAX = 1024;
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private DefaultsReader() {}

  static Provider.Defaults read(Section section, Provider.Defaults unless) {
    return new Provider.Defaults(
        section.duration(
            "ack_deadline",
            unless.ackDeadline(),
            ACK_DEADLINE_MIN,
            ACK_DEADLINE_MAX,
            "How long the sender may wait for an answer; then it is told to come again."),
        status(section, unless.answerStatus()),
        body(section, unless.answerBody()),
        (int)
            section.bytes(
                "body_max",
                unless.bodyBytesMax(),
                1,
                Provider.Defaults.BODY_BYTES_LIMIT,
                "The largest body that is taken; above it the answer is 413."),
        methods(section, unless.methods()));
  }

  private static int status(Section section, int unless) {
    int status =
        section.number(
            "answer", unless, 200, 204, "The status that says it is stored: 200, 202 or 204.");
    if (status == 201 || status == 203) {
      section.fault("answer", "write 200, 202 or 204");
    }
    return status;
  }

  private static String body(Section section, String unless) {
    String body =
        section.text(
            "answer_body", unless, "The text of that answer, for senders that demand one.");
    if (body.length() > ANSWER_CHARS_MAX) {
      section.fault("answer_body", "is longer than " + ANSWER_CHARS_MAX + " characters");
    }
    return body;
  }

  private static Set<String> methods(Section section, Set<String> unless) {
    List<String> methods =
        section.texts(
            "methods", unless.stream().sorted().toList(), "The HTTP methods that events come by.");
    if (methods.isEmpty() || !METHODS.containsAll(methods)) {
      section.fault("methods", "write some of GET, POST, PUT, PATCH and DELETE");
      return unless;
    }
    return Set.copyOf(methods);
  }
}
