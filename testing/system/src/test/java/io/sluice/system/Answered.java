package io.sluice.system;

import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawAnswer.Header;
import java.util.List;
import java.util.Set;

/** All of an answer that may be compared with another's: not its own id, and not the time. */
record Answered(int status, String reason, List<Header> headers, String body) {

  private static final Set<String> DIFFERENT_EACH_TIME = Set.of("sluice-request-id", "date");

  static Answered of(RawAnswer.Response answer) {
    return new Answered(
        answer.status(),
        answer.reason(),
        answer.headers().stream().filter(h -> !DIFFERENT_EACH_TIME.contains(h.name())).toList(),
        answer.text());
  }
}
