package io.sluice.standalone;

import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.Handshake;
import java.util.List;
import java.util.stream.Collectors;

/** Questions of a provider, and conditions, described for people. */
final class HandshakeText {

  private HandshakeText() {}

  static String of(Handshake handshake) {
    String words = handshake.method() + (handshake.signed() ? ", signed" : ", not signed");
    if (!handshake.when().isEmpty()) {
      words += ", where " + all(handshake.when());
    }
    if (!handshake.demands().isEmpty()) {
      words += "; refused unless " + all(handshake.demands());
    }
    return words
        + handshake.visit().map(visit -> "; the URL in " + visit.at() + " is called").orElse("")
        + ": answered "
        + handshake.answer().status();
  }

  static String all(List<Condition> conditions) {
    return conditions.stream().map(HandshakeText::of).collect(Collectors.joining(" and "));
  }

  private static String of(Condition condition) {
    String words =
        condition.place()
            + switch (condition.test()) {
              case Condition.Test.Present _ -> " is there";
              case Condition.Test.Absent _ -> " is missing";
              case Condition.Test.Equals(var text) -> " is \"" + text + "\"";
              case Condition.Test.Matches(var pattern) -> " fits " + pattern;
            };
    return condition.optional() ? words + " or missing" : words;
  }
}
