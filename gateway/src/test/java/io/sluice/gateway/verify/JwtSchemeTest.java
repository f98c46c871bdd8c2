package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtSchemeTest {

  private static final String URL = "https://hooks.example.com/in/test?a=1";
  private static final Instant NOW = Requests.NOW;
  private static final long SECONDS = NOW.getEpochSecond();
  private static final NamedSecret SECRET = new NamedSecret("env:S", "a secret of some length");
  private static final String BODY = "{\"id\":1}";
  private static final String EXP = ",\"exp\":1790000060";

  private static final JwtScheme SCHEME =
      new JwtScheme(
          new Selector.Header("Authorization"),
          "Bearer ",
          List.of(JwtAlgorithm.HS256),
          new ClaimRules(
              Map.of(
                  "iss", Template.parse("me").orThrow(),
                  "body", Template.parse("[{body|sha256|hex}]").orThrow(),
                  "url", Template.parse("{url|sha256|hex}").orThrow()),
              Set.of("exp", "jti"),
              Duration.ofSeconds(10)));

  @ParameterizedTest
  @EnumSource(names = {"HS256", "HS384", "HS512"})
  void acceptsWhatItsOwnSignerMakes(JwtAlgorithm algorithm) {
    JwtScheme scheme = new JwtScheme(SCHEME.token(), "", List.of(algorithm), SCHEME.claims());
    for (String body : List.of("", BODY)) {
      RawRequest request = Calls.to("POST", URL, body);
      HeaderLines proof = scheme.signer(SECRET).orThrow().sign(request, "m-1", NOW);

      assertThat(prove(scheme, Calls.with(request, proof), NOW)).isEqualTo(new Proof.Proven());
    }
  }

  @ParameterizedTest
  @CsvSource({"RS256, RSA, 2048", "RS512, RSA, 2048", "ES256, EC, 256", "ES384, EC, 384"})
  void acceptsPublicKeysAndNothingButTheirOwnAlgorithm(
      JwtAlgorithm algorithm, String family, int bits) {
    TestKeys keys = TestKeys.of(family, bits);
    JwtScheme scheme = new JwtScheme(SCHEME.token(), "", List.of(algorithm), SCHEME.claims());
    RawRequest request = Calls.to("POST", URL, BODY);
    HeaderLines proof = scheme.signer(keys.privateHalf()).orThrow().sign(request, "m-1", NOW);
    RawRequest signed = Calls.with(request, proof);

    assertThat(scheme.prover(keys.publicHalf()).orThrow().prove(signed, Circumstances.at(NOW)))
        .isEqualTo(new Proof.Proven());
    Prover other = scheme.prover(TestKeys.of(family, bits).publicHalf()).orThrow();
    assertThat(Proofs.bare(other.prove(signed, Circumstances.at(NOW))))
        .isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
  }

  @Test
  void neverTakesAPublicKeyForASharedOne() {
    TestKeys keys = TestKeys.of("RSA", 2048);
    JwtScheme both =
        new JwtScheme(
            SCHEME.token(),
            "Bearer ",
            List.of(JwtAlgorithm.HS256, JwtAlgorithm.RS256),
            SCHEME.claims());
    RawRequest request = Calls.to("POST", URL, BODY);
    String token =
        token("{\"alg\":\"HS256\"}", claims(""), keys.publicHalf().value().getBytes(UTF_8));

    Prover prover = both.prover(keys.publicHalf()).orThrow();
    assertThat(Proofs.bare(prover.prove(withToken(request, token), Circumstances.at(NOW))))
        .isEqualTo(new Proof.Refuted(Refusal.BAD_SIGNATURE));
    assertThat(SCHEME.prover(keys.publicHalf())).isInstanceOf(Parsed.Bad.class);
    assertThat(SCHEME.prover(new NamedSecret("x", " \n" + keys.publicHalf().value())))
        .isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void acceptsOnlyTheAlgorithmsThatAreListed() {
    for (String header :
        List.of(
            "{\"alg\":\"none\"}",
            "{\"alg\":\"hs256\"}",
            "{\"alg\":\"HS384\"}",
            "{\"alg\":\"RS256\"}",
            "{\"alg\":[\"HS256\"]}",
            "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
            "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":true}",
            "{\"typ\":\"JWT\"}")) {
      assertRefused(token(header, claims(""), key()), Refusal.MALFORMED_HEADER);
    }
    String unsigned = token("{\"alg\":\"none\"}", claims(""), key());
    assertRefused(unsigned.substring(0, unsigned.lastIndexOf('.') + 1), Refusal.MALFORMED_HEADER);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"exp\":%d', 10, STALE_TIMESTAMP",
    "'\"exp\":%d', 9, ",
    "'\"exp\":%d.5', 10, ",
    "'\"exp\":2000000000,\"nbf\":%d', -11, FUTURE_TIMESTAMP",
    "'\"exp\":2000000000,\"nbf\":%d', -10, ",
    "'\"exp\":2000000000,\"iat\":%d', -1000, ",
  })
  void judgesTimesWithLeewayOnBothSides(String time, int secondsAgo, Refusal expected) {
    String claims = "," + time.formatted(SECONDS - secondsAgo);
    String token = token("{\"alg\":\"HS256\"}", claims(claims).replace(EXP, ""), key());

    assertThat(prove(SCHEME, withToken(Calls.to("POST", URL, BODY), token), NOW))
        .isEqualTo(expected == null ? new Proof.Proven() : new Proof.Refuted(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"exp\":\"2000000000\"",
        "\"exp\":2e9",
        "\"exp\":-1",
        "\"exp\":1234567890123",
        "\"exp\":2000000000,\"nbf\":null",
        "\"exp\":2000000000,\"nbf\":\"1\""
      })
  void refusesTimesThatAreNone(String time) {
    String token = token("{\"alg\":\"HS256\"}", claims("," + time).replace(EXP, ""), key());

    assertRefused(token, Refusal.MALFORMED_HEADER);
  }

  @Test
  void refusesAMissingClaimAndAWrongOne() {
    assertRefusedClaims(claims("").replace(EXP, ""), Refusal.MISSING_HEADER);
    assertRefusedClaims(
        claims("").replace("\"jti\":\"m-1\"", "\"jti\":\"\""), Refusal.MISSING_HEADER);
    assertRefusedClaims(
        claims("").replace("\"jti\":\"m-1\"", "\"jti\":null"), Refusal.MISSING_HEADER);
    assertRefusedClaims(claims("").replace("\"iss\":\"me\",", ""), Refusal.MISSING_HEADER);
    assertRefusedClaims(claims("").replace("\"me\"", "\"you\""), Refusal.UNMET_DEMAND);
    assertRefusedClaims(claims("").replace("\"me\"", "[\"me\"]"), Refusal.UNMET_DEMAND);
    assertRefusedClaims(claims(",\"x\":1,\"x\":1"), Refusal.MALFORMED_HEADER);
  }

  @Test
  void wantsAClaimAboutTheBodyWhereThereIsOneAndOnlyThere() {
    String with = token("{\"alg\":\"HS256\"}", claims(""), key());
    String without =
        token(
            "{\"alg\":\"HS256\"}",
            claims("").replace("\"body\":\"" + hash(BODY) + "\",", ""),
            key());
    RawRequest empty = Calls.to("POST", URL, "");
    RawRequest full = Calls.to("POST", URL, BODY);

    assertThat(prove(SCHEME, withToken(full, with), NOW)).isEqualTo(new Proof.Proven());
    assertThat(prove(SCHEME, withToken(empty, without), NOW)).isEqualTo(new Proof.Proven());
    assertThat(prove(SCHEME, withToken(full, without), NOW))
        .isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
    assertThat(prove(SCHEME, withToken(empty, with), NOW))
        .isEqualTo(new Proof.Refuted(Refusal.UNMET_DEMAND));
  }

  @Test
  void refusesOtherSpellingsOfATokenThatIsRight() {
    String right = token("{\"alg\":\"HS256\"}", claims(""), key());
    char last = right.charAt(right.length() - 1);
    assertRefused(right + "=", Refusal.MALFORMED_HEADER);
    assertRefused(right + ".", Refusal.MALFORMED_HEADER);
    assertRefused(right + ".e30", Refusal.MALFORMED_HEADER);
    assertRefused(right.substring(0, right.length() - 1), Refusal.MALFORMED_HEADER);
    assertRefused(
        right.substring(0, right.length() - 1) + (char) (last + 1), Refusal.MALFORMED_HEADER);
    assertRefused(" " + right, Refusal.MALFORMED_HEADER);
    assertRefused(right + " ".repeat(20_000), Refusal.MALFORMED_HEADER);
  }

  @Test
  void wantsTheTokenAloneInItsHeader() {
    RawRequest request = Calls.to("POST", URL, BODY);
    String right = token("{\"alg\":\"HS256\"}", claims(""), key());
    RawRequest twice =
        Calls.with(withToken(request, right), HeaderLines.of("authorization", "Bearer x"));
    RawRequest bare = Calls.with(request, HeaderLines.of("Authorization", right));

    assertThat(prove(SCHEME, request, NOW)).isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
    assertThat(prove(SCHEME, twice, NOW)).isEqualTo(new Proof.Refuted(Refusal.REPEATED_HEADER));
    assertThat(prove(SCHEME, bare, NOW)).isEqualTo(new Proof.Refuted(Refusal.MALFORMED_HEADER));
  }

  @Test
  void knowsWhatItCovers() {
    assertThat(List.of("header:Authorization#jwt:jti", "body:/id", "form:a", "query:a", "path:1"))
        .allSatisfy(p -> assertThat(SCHEME.covers(Selector.parse(p).orThrow())).isTrue());
    assertThat(List.of("header:X-Id", "header:X-Token#jwt:jti"))
        .allSatisfy(p -> assertThat(SCHEME.covers(Selector.parse(p).orThrow())).isFalse());
    assertThat(SCHEME.secretPlaces()).containsExactly(SCHEME.token());
    assertThat(SCHEME.explain().coversBody()).isTrue();
    assertThat(SCHEME.explain().limitsAge()).isTrue();
    assertThat(CompactJws.parse(token("{\"alg\":\"HS256\"}", claims(""), key())).orThrow())
        .hasToString("CompactJws by HS256");
  }

  @Test
  void takesAnotherLeeway() {
    SignatureScheme patient = SCHEME.withTolerance(Duration.ofHours(1)).orThrow();
    RawRequest request = Calls.to("POST", URL, BODY);
    Instant past = NOW.minus(Duration.ofMinutes(30));
    RawRequest old =
        Calls.with(request, SCHEME.signer(SECRET).orThrow().sign(request, "m-1", past));

    assertThat(prove(SCHEME, old, NOW)).isEqualTo(new Proof.Refuted(Refusal.STALE_TIMESTAMP));
    assertThat(prove(patient, old, NOW)).isEqualTo(new Proof.Proven());
  }

  private static String claims(String more) {
    return "{\"iss\":\"me\",\"jti\":\"m-1\",\"body\":\"%s\",\"url\":\"%s\"%s%s}"
        .formatted(hash(BODY), hash(URL), EXP, more);
  }

  private static String hash(String text) {
    return TextEncoding.HEX.encode(Filter.SHA256.apply(text.getBytes(UTF_8)));
  }

  private static byte[] key() {
    return SECRET.value().getBytes(UTF_8);
  }

  private static String token(String header, String claims, byte[] key) {
    String signed =
        TextEncoding.BASE64URL.encode(header.getBytes(UTF_8))
            + "."
            + TextEncoding.BASE64URL.encode(claims.getBytes(UTF_8));
    byte[] mac = MacKey.of(Algorithm.HMAC_SHA256, key).sign(List.of(signed.getBytes(US_ASCII)));
    return signed + "." + TextEncoding.BASE64URL.encode(mac);
  }

  private static RawRequest withToken(RawRequest request, String token) {
    return Calls.with(request, HeaderLines.of("Authorization", "Bearer " + token));
  }

  private static Proof prove(SignatureScheme scheme, RawRequest request, Instant now) {
    return Proofs.bare(scheme.prover(SECRET).orThrow().prove(request, Circumstances.at(now)));
  }

  private static void assertRefusedClaims(String claims, Refusal reason) {
    assertRefused(token("{\"alg\":\"HS256\"}", claims, key()), reason);
  }

  private static void assertRefused(String token, Refusal reason) {
    assertThat(prove(SCHEME, withToken(Calls.to("POST", URL, BODY), token), NOW))
        .as(token)
        .isEqualTo(new Proof.Refuted(reason));
  }
}
