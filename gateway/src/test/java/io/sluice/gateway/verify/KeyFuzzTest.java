package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Any text is a key or is none, and why it is none is said without repeating it. */
class KeyFuzzTest {

  /** All that may be said: sentences without a place for anything out of the secret. */
  private static final Pattern SENTENCES =
      Pattern.compile(
          "is empty|only checks"
              + "|is not (utf8|hex|base64(url)?)( after (whsec_|v1,))?"
              + "|does not start with (whsec_|v1,)"
              + "|is no Ed25519 public key, which has 32 bytes"
              + "|is no public key on the curve P-(256|384)"
              + "|is no RSA public key of at least 2048 bits"
              + "|is no private key, which starts with whsk_"
              + "|is no Ed25519 private key in base64"
              + "|is no (public|private) key for (Hmac|Ed25519|SHA|RSASSA-PSS)[A-Za-z0-9-]{0,26}"
              + "|is no key for \\[[A-Z0-9, ]*]: a shared key is a text, a public one is PEM, and"
              + " neither is taken for the other"
              + "|must read KEYID ALGORITHM KEY, with blanks between"
              + "|must read KEYID ALGORITHM KEY, where the algorithm is one of "
              + Pattern.quote(String.join(", ", MessageAlgorithm.words())));

  private static final List<KeyRule> RULES = rules();

  private static final List<SignatureScheme> SCHEMES =
      List.of(
          new JwtScheme(
              new Selector.Header("Authorization"),
              "",
              List.of(JwtAlgorithm.values()),
              new ClaimRules(Map.of(), Set.of(), Duration.ofHours(1))),
          new Rfc9421Scheme(
              new MessageRules(
                  Optional.empty(),
                  List.of(),
                  List.of(),
                  false,
                  Duration.ofMinutes(5),
                  Optional.empty())));

  private static List<KeyRule> rules() {
    List<KeyRule> rules = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      for (TextEncoding encoding : TextEncoding.values()) {
        rules.add(new KeyRule(algorithm, encoding, "", false, KeyRule.Hash.NONE));
      }
    }
    for (KeyRule.Hash hash : KeyRule.Hash.values()) {
      rules.add(new KeyRule(Algorithm.HMAC_SHA1, TextEncoding.BASE64, "whsec_", false, hash));
      rules.add(new KeyRule(Algorithm.DIGEST_SHA512, TextEncoding.HEX, "v1,", true, hash));
    }
    return rules;
  }

  @FuzzTest(maxDuration = "4m")
  void takesAnyTextForAKeyOrSaysWhyNot(byte[] data) {
    NamedSecret secret = new NamedSecret("env:KEY", new String(data, UTF_8));
    for (KeyRule rule : RULES) {
      assertRead(rule.checkingKey(secret));
      assertRead(rule.signingKey(secret));
    }
    for (SignatureScheme scheme : SCHEMES) {
      assertRead(scheme.prover(secret));
      assertRead(scheme.signer(secret));
    }
  }

  private static void assertRead(Parsed<?> parsed) {
    switch (parsed) {
      case Parsed.Good<?>(Object key) -> assertThat(key).isNotNull();
      case Parsed.Bad<?>(String why) -> {
        assertThat(why).isNotBlank();
        assertThat(SENTENCES.matcher(why).replaceAll("").replace(", and ", "")).isEmpty();
      }
    }
  }
}
