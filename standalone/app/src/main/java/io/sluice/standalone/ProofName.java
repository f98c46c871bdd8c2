package io.sluice.standalone;

import io.sluice.gateway.verify.BasicScheme;
import io.sluice.gateway.verify.JwtScheme;
import io.sluice.gateway.verify.Rfc9421Scheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.TokenScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a scheme proves requests with, in a word or two: {@code HMAC-SHA256}. */
final class ProofName {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)");
  private static final Pattern END_OF_NAME = Pattern.compile(" over |,");

  private ProofName() {}

  static String of(SignatureScheme scheme) {
    return switch (scheme) {
      case SignedScheme signed ->
          merged(
              signed.ways().stream().map(way -> way.key().algorithm().name()).map(n -> plain(n)));
      case JwtScheme jwt -> "JWT " + merged(jwt.algorithms().stream().map(Enum::name));
      case Rfc9421Scheme _ -> "RFC 9421";
      case TokenScheme _ -> "token";
      case BasicScheme _ -> "password";
      default -> END_OF_NAME.split(scheme.explain().steps().getFirst(), 2)[0];
    };
  }

  private static String plain(String algorithm) {
    return algorithm.equals("ED25519")
        ? "Ed25519"
        : algorithm.replace("_RAW", "").replace('_', '-');
  }

  /** Names that differ in their number become one: {@code HMAC-SHA1/256}. */
  private static String merged(Stream<String> names) {
    Map<String, List<String>> numbers =
        names
            .distinct()
            .collect(
                Collectors.groupingBy(
                    ProofName::stem,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        name -> name.substring(stem(name).length()), Collectors.toList())));
    return numbers.entrySet().stream()
        .map(entry -> entry.getKey() + String.join("/", entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String stem(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? numbered.group(1) : name;
  }
}
