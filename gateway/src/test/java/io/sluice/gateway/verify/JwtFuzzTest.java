package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.PlainJson;
import io.sluice.gateway.exchange.RequestText;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Of the tokens that have a right signature, exactly those are taken whose claims allow it. */
class JwtFuzzTest {

  private static final String SECRET = "a secret of thirty-two characters";
  private static final BigDecimal NOW = BigDecimal.valueOf(Requests.NOW.getEpochSecond());
  private static final BigDecimal LEEWAY = BigDecimal.valueOf(60);
  private static final int DEPTH_MAX = 20;
  private static final int TOKEN_CHARS_MAX = 16 << 10;

  private static final Prover PROVER =
      new JwtScheme(
              new Selector.Header("Authorization"),
              "Bearer ",
              List.of(JwtAlgorithm.HS256, JwtAlgorithm.HS512),
              new ClaimRules(
                  Map.of(
                      "iss", Template.parse("me").orThrow(), "sub", Template.parse("").orThrow()),
                  Set.of("jti"),
                  Duration.ofSeconds(LEEWAY.longValue())))
          .prover(new NamedSecret("test", SECRET))
          .orThrow();

  /** The first line of the input is the header of a token; what follows it are its claims. */
  @FuzzTest
  void takesASignedTokenForWhatItClaims(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    String signed = base64(parts.line()) + "." + base64(parts.rest());
    String token = signed + "." + base64(hmac(signed));

    Proof proof = prove(token);

    assertThat(proof.equals(new Proof.Proven()))
        .as(proof.toString())
        .isEqualTo(token.length() <= TOKEN_CHARS_MAX && isToBeTaken(parts.line(), parts.rest()));
    assertThat(prove(signed + "." + base64(hmac(signed + "x")))).isInstanceOf(Proof.Refuted.class);
    assertThat(prove(signed + ".")).isInstanceOf(Proof.Refuted.class);
  }

  private static Proof prove(String token) {
    return PROVER.prove(
        Calls.to("POST", "https://h.example/in/x", "x", "Authorization", "Bearer " + token),
        Circumstances.at(Requests.NOW));
  }

  private static boolean isToBeTaken(byte[] header, byte[] claims) {
    return object(header) instanceof PlainJson.Value.Members(Map<String, PlainJson.Value> said)
        && !said.containsKey("crit")
        && new PlainJson.Value.Text("HS256").equals(said.get("alg"))
        && object(claims) instanceof PlainJson.Value.Members(Map<String, PlainJson.Value> claimed)
        && isThere(claimed.get("jti"))
        && new PlainJson.Value.Text("me").equals(claimed.get("iss"))
        && !claimed.containsKey("sub")
        && isAfter(claimed.get("exp"), NOW.subtract(LEEWAY), 1)
        && isAfter(claimed.get("nbf"), NOW.add(LEEWAY), -1);
  }

  private static PlainJson.@Nullable Value object(byte[] json) {
    return PlainJson.read(json, DEPTH_MAX).orElse(null);
  }

  private static boolean isThere(PlainJson.@Nullable Value claim) {
    return claim instanceof PlainJson.Value.Numeric
        || (claim instanceof PlainJson.Value.Text(String text) && !text.isEmpty());
  }

  /** Whether a time is absent or lies behind another one (1) or not behind it (-1). */
  private static boolean isAfter(PlainJson.@Nullable Value claim, BigDecimal other, int side) {
    if (claim == null) {
      return true;
    }
    if (claim instanceof PlainJson.Value.Numeric(String text)
        && text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      int compared = new BigDecimal(text).compareTo(other);
      return side > 0 ? compared > 0 : compared <= 0;
    }
    return false;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hmac(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(signed.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
