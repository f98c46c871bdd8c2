package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.MessageComponent;
import io.sluice.gateway.verify.MessageRules;
import io.sluice.gateway.verify.Rfc9421Scheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.platform.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is demanded of HTTP Message Signatures. */
final class Rfc9421Reader {

  private static final Duration AHEAD_MAX = Duration.ofDays(7);

  private Rfc9421Reader() {}

  static SignatureScheme read(Section section) {
    List<MessageComponent> components = components(section);
    return new Rfc9421Scheme(
        new MessageRules(
            section.optionalText(
                "label", "The label of the signature; without it any one of several may be right."),
            components,
            parameters(section),
            section.flag(
                "body_covered",
                !components.isEmpty(),
                "Whether a signature must cover the content-digest where there is a body; true"
                    + " unless required_components is empty."),
            SignedWayReader.tolerance(section),
            toleranceAhead(section)));
  }

  private static Optional<Duration> toleranceAhead(Section section) {
    Duration ahead =
        section.duration(
            "tolerance_ahead",
            Duration.ZERO,
            Duration.ZERO,
            AHEAD_MAX,
            "How far the signed time may lie ahead, where that differs from tolerance.");
    return section.has("tolerance_ahead") ? Optional.of(ahead) : Optional.empty();
  }

  private static List<MessageComponent> components(Section section) {
    List<MessageComponent> components = new ArrayList<>();
    for (String text :
        section.texts(
            "required_components",
            List.of("@method", "@target-uri"),
            "What a signature must cover: headers in lower case, @method, @target-uri, @authority,"
                + " @scheme, @request-target, @path, @query and @query-param;name=\"…\".")) {
      switch (MessageComponent.parse(text)) {
        case Parsed.Good<MessageComponent>(MessageComponent component) -> components.add(component);
        case Parsed.Bad<MessageComponent>(String why) -> section.fault("required_components", why);
      }
    }
    return components;
  }

  private static List<String> parameters(Section section) {
    List<String> parameters =
        section.texts(
            "required_params",
            List.of("created", "keyid"),
            "What must be said about a signature: created, expires, keyid, alg, nonce or tag.");
    for (String parameter : parameters) {
      if (!MessageRules.knownParameters().contains(parameter)) {
        section.fault(
            "required_params",
            "\""
                + parameter
                + "\" is no parameter of signatures; write some of "
                + String.join(", ", MessageRules.knownParameters()));
      }
    }
    return parameters;
  }
}
