package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.Template;
import io.sluice.platform.config.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the questions that a provider puts to the gateway, and how they are answered. */
final class HandshakeReader {

  private static final Template EMPTY = Template.parse("").orThrow();
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private HandshakeReader() {}

  static List<Handshake> readAll(Section root, Parameters parameters) {
    return root.sections(
        "handshakes",
        section -> read(section, parameters),
        "Questions that the gateway answers by itself.");
  }

  private static Handshake read(Section section, Parameters parameters) {
    Handshake handshake =
        new Handshake(
            section.oneOf(
                "method",
                List.of("POST", "GET", "OPTIONS", "HEAD"),
                "The HTTP method of the question."),
            section.flag("signed", true, "Whether only a request that proves genuine is answered."),
            conditions(section, "when", "What tells the question from an event.", parameters),
            conditions(section, "demands", "What else must be so for an answer.", parameters),
            section.number("refusal", 401, 400, 499, "The status where a demand is not met."),
            new Handshake.Answer(
                section.number("status", 200, 200, 299, "The status of the answer."),
                section.text(
                    "content_type", "text/plain; charset=utf-8", "The media type of the answer."),
                headers(section, parameters),
                template(section, "reply", parameters, "The text of the answer.")),
            visit(section));
    if (handshake.when().isEmpty() && handshake.method().equals("POST")) {
      section.fault("when", "is missing: every event would be taken for a question");
    }
    return handshake;
  }

  private static Map<String, Template> headers(Section section, Parameters parameters) {
    Map<String, Template> headers = new HashMap<>();
    section
        .textMap("headers", "Further headers of the answer.")
        .forEach((name, text) ->
            headers.put(
                name,
                Reading.orFault(
                    section, "headers", Template.parse(text, parameters.lookup()), EMPTY)));
    return headers;
  }

  private static Template template(Section section, String key, Parameters parameters, String doc) {
    return Reading.orFault(
        section, key, Template.parse(section.text(key, "", doc), parameters.lookup()), EMPTY);
  }

  private static Optional<Handshake.Visit> visit(Section section) {
    return section.optionalSection(
        "visit",
        s ->
            new Handshake.Visit(
                place(s, "at", "Where the URL stands."),
                pattern(s, "allowed", s.text("allowed", "The URLs that may be called."))),
        "A URL that has to be called.");
  }

  /** Reads conditions under a key. */
  static List<Condition> conditions(
      Section section, String key, String doc, Parameters parameters) {
    return section.sections(key, s -> condition(s, parameters), doc);
  }

  private static Condition condition(Section section, Parameters parameters) {
    Selector place = place(section, "at", "The place.");
    Optional<String> equals =
        section.optionalText("equals", "What must stand there; may hold parts of the request.");
    Optional<String> matches =
        section.optionalText("matches", "A regular expression for the whole of what stands there.");
    boolean absent = section.flag("absent", false, "Whether nothing must stand there.");
    boolean optional = section.flag("optional", false, "Whether it may be missing.");
    if (equals.isPresent() && matches.isPresent()) {
      section.fault("matches", "write equals or matches, not both");
    }
    if (absent) {
      return new Condition(place, new Condition.Test.Absent());
    }
    return new Condition(
        place,
        equals
            .<Condition.Test>map(text ->
                new Condition.Test.Equals(
                    Reading.orFault(
                        section, "equals", Template.parse(text, parameters.lookup()), EMPTY)))
            .or(() ->
                matches.map(text -> new Condition.Test.Matches(pattern(section, "matches", text))))
            .orElseGet(Condition.Test.Present::new),
        optional);
  }

  private static Selector place(Section section, String key, String doc) {
    return Reading.orFault(
        section, key, Selector.parse(section.text(key, doc)), new Selector.Header("none"));
  }

  private static Pattern pattern(Section section, String key, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      section.fault(key, "is no regular expression: " + e.getDescription());
      return NOTHING;
    }
  }
}
