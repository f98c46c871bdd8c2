package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.ClaimRules;
import io.sluice.gateway.verify.JwtAlgorithm;
import io.sluice.gateway.verify.JwtScheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Template;
import io.sluice.platform.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the description of JSON Web Tokens. */
final class JwtReader {

  private static final Template EMPTY = Template.parse("").orThrow();
  private static final Duration LEEWAY = Duration.ofSeconds(10);
  private static final Duration LEEWAY_MAX = Duration.ofHours(1);

  private JwtReader() {}

  static SignatureScheme read(Section section, Parameters parameters) {
    Selector token =
        Reading.orFault(
            section,
            "token",
            Selector.parse(
                section.text("token", "The place of the token, such as header:Authorization.")),
            new Selector.Header("none"));
    String prefix = section.text("prefix", "", "What stands before it, such as \"Bearer \".");
    JwtScheme scheme =
        new JwtScheme(token, prefix, algorithms(section), claimRules(section, parameters));
    scheme.claimsFault().ifPresent(why -> section.fault("claims", why));
    return scheme;
  }

  private static List<JwtAlgorithm> algorithms(Section section) {
    List<JwtAlgorithm> algorithms = new ArrayList<>();
    for (String name :
        section.texts(
            "algorithms",
            List.of(),
            "The algorithms that are accepted: HS256, HS384 and HS512 with a shared key; RS256,"
                + " RS384, RS512, ES256 and ES384 with a public one in PEM.")) {
      Optional<JwtAlgorithm> known = JwtAlgorithm.of(name);
      known.ifPresent(algorithms::add);
      if (known.isEmpty()) {
        section.fault(
            "algorithms",
            "\""
                + name
                + "\" is not accepted; write some of "
                + Arrays.toString(JwtAlgorithm.values()));
      }
    }
    if (algorithms.isEmpty()) {
      section.fault("algorithms", "is empty; write the one that is used, such as [HS256]");
    }
    return algorithms;
  }

  private static ClaimRules claimRules(Section section, Parameters parameters) {
    Map<String, Template> equal = new HashMap<>();
    section
        .textMap(
            "claims",
            "What claims must equal, such as {body|sha256|hex}. What stands in brackets is left"
                + " out where there is no such thing; then the claim must be absent.")
        .forEach((claim, text) ->
            equal.put(
                claim,
                Reading.orFault(
                    section, "claims", Template.parse(text, parameters.lookup()), EMPTY)));
    return new ClaimRules(
        equal,
        Set.copyOf(
            section.texts(
                "required_claims", List.of("exp"), "Claims without which a token is refused.")),
        section.duration(
            "leeway",
            LEEWAY,
            Duration.ZERO,
            LEEWAY_MAX,
            "How far the sender's clock may be wrong where exp and nbf are judged."));
  }
}
