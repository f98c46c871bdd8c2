package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sender's side of a token.
 *
 * @param header the header to write it to
 * @param prefix what stands before it
 * @param algorithm what it is signed with
 * @param key the key
 * @param claims what it must say
 */
record JwtSigner(
    String header, String prefix, JwtAlgorithm algorithm, SigningKey key, ClaimRules claims)
    implements Signer {

  private static final Duration VALIDITY = Duration.ofMinutes(5);

  @Override
  public HeaderLines sign(RawRequest request, String messageId, Instant at) {
    List<String> lines = new ArrayList<>();
    for (String name : claims.headerNames()) {
      List<String> given = request.headers().all(name);
      lines.addAll(List.of(name, given.isEmpty() ? messageId : given.getFirst()));
    }
    RawRequest whole = SignedRequest.with(request, HeaderLines.of(lines.toArray(String[]::new)));
    String signed =
        encoded(Map.of("alg", quoted(algorithm.name()), "typ", quoted("JWT")))
            + "."
            + encoded(said(whole, messageId, at));
    byte[] signature = key.sign(List.of(signed.getBytes(US_ASCII)));
    lines.addAll(List.of(header, prefix + signed + "." + TextEncoding.BASE64URL.encode(signature)));
    return HeaderLines.of(lines.toArray(String[]::new));
  }

  /** The claims as JSON; those that are required and of which nothing is known are the id. */
  private Map<String, String> said(RawRequest request, String messageId, Instant at) {
    Map<String, String> said = new TreeMap<>();
    claims.required().forEach(name -> said.put(name, quoted(messageId)));
    said.computeIfPresent("iat", (name, id) -> Long.toString(at.getEpochSecond()));
    for (String name : claims.equal().keySet()) {
      String right = claims.right(name, request);
      said.put(name, quoted(right));
      if (right.isEmpty()) {
        said.remove(name);
      }
    }
    said.put("nbf", Long.toString(at.getEpochSecond()));
    said.put("exp", Long.toString(at.plus(VALIDITY).getEpochSecond()));
    return said;
  }

  private static String encoded(Map<String, String> members) {
    String json =
        new TreeMap<>(members)
            .entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    return TextEncoding.BASE64URL.encode(json.getBytes(UTF_8));
  }

  private static String quoted(String text) {
    return new String(Filter.JSON.apply(text.getBytes(UTF_8)), UTF_8);
  }
}
