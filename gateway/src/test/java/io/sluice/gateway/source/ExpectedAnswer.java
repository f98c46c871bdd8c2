package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.KeyRule;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.Template;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Answers to handshakes, whose proofs are computed here in another way. */
final class ExpectedAnswer {

  static final Pattern PROOF = Pattern.compile("\\{([^}|]+)\\|hmac}");

  private ExpectedAnswer() {}

  static String of(Template text, RawRequest request, ProviderCase subject) {
    String answer =
        PROOF
            .matcher(text.toString())
            .replaceAll(
                found -> Matcher.quoteReplacement(proof(textAt(found.group(1), request), subject)));
    Parameters parameters = subject.text().parameters();
    return Objects.requireNonNullElse(
        Template.parse(answer, parameters.lookup()).orThrow().find(request), "");
  }

  private static String textAt(String place, RawRequest request) {
    return Objects.requireNonNull(Selector.parse(place).orThrow().text(request));
  }

  /** The HMAC of a text under the secret of a source, in hex. */
  static String proof(String text, ProviderCase subject) {
    KeyRule rule = ((SignedScheme) subject.source().signatures()).ways().getFirst().key();
    try {
      byte[] key = hashed(subject.secret().value().getBytes(UTF_8), rule.hash());
      Mac mac = Mac.getInstance(rule.algorithm().name().replace("HMAC_", "Hmac"));
      mac.init(new SecretKeySpec(key, "any"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hashed(byte[] secret, KeyRule.Hash hash) throws GeneralSecurityException {
    return switch (hash) {
      case NONE -> secret;
      case SHA1 -> MessageDigest.getInstance("SHA-1").digest(secret);
      case SHA256 -> MessageDigest.getInstance("SHA-256").digest(secret);
      case SHA512 -> MessageDigest.getInstance("SHA-512").digest(secret);
    };
  }
}
