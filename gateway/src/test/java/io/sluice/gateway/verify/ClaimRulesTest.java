package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.JsonMembers;
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

class ClaimRulesTest {

  private static final Instant NOW = Requests.NOW;
  private static final NamedSecret SECRET = new NamedSecret("env:S", "a secret");

  @Test
  void judgesFractionsOfSecondsAsFractions() {
    assertThat(fault("{\"exp\":1790000000.000000001}")).isEqualTo("none");
    assertThat(fault("{\"exp\":1790000000}")).isEqualTo("STALE_TIMESTAMP");
    assertThat(fault("{\"nbf\":1790000000}")).isEqualTo("none");
    assertThat(fault("{\"nbf\":1790000000.000000001}")).isEqualTo("FUTURE_TIMESTAMP");
    assertThat(fault("{\"exp\":1790000001,\"nbf\":1790000000}")).isEqualTo("none");
  }

  @Test
  void aRequiredClaimIsANumberOrATextThatSaysSomething() {
    ClaimRules rules = new ClaimRules(Map.of(), Set.of("n"), Duration.ZERO);

    for (String said : List.of("1", "\"x\"", "0")) {
      assertThat(rules.fault(claims("{\"n\":" + said + "}"), NOW)).isEmpty();
    }
    for (String said : List.of("\"\"", "null", "true", "[]", "{}")) {
      assertThat(rules.fault(claims("{\"n\":" + said + "}"), NOW)).contains(Refusal.MISSING_HEADER);
    }
  }

  @Test
  void aClaimThatMustBeAbsentIsNotEvenEmpty() {
    ClaimRules rules =
        new ClaimRules(
            Map.of("id", Template.parse("{header:Id}").orThrow()), Set.of(), Duration.ZERO);
    ClaimRules optional =
        new ClaimRules(
            Map.of("id", Template.parse("[{header:Id}]").orThrow()), Set.of(), Duration.ZERO);
    RawRequest request = Requests.post("", "Id", "i-1");

    assertThat(rules.difference(claims("{\"id\":\"i-1\"}"), request)).isEmpty();
    assertThat(rules.difference(claims("{\"id\":\"i-2\"}"), request))
        .contains(Refusal.UNMET_DEMAND);
    assertThat(optional.difference(claims("{\"id\":\"\"}"), Requests.post("")))
        .contains(Refusal.UNMET_DEMAND);
    assertThat(optional.difference(claims("{}"), Requests.post(""))).isEmpty();
    assertThat(rules.difference(claims("{}"), Requests.post(""))).contains(Refusal.MISSING_HEADER);
    assertThat(rules.right("id", request)).isEqualTo("i-1");
    assertThat(rules.right("other", request)).isEmpty();
    assertThat(rules.headerNames()).containsExactly("Id");
  }

  @Test
  void theSignerWritesWhatIsDemanded() {
    JwtScheme scheme =
        scheme(
            new ClaimRules(
                Map.of(
                    "id", Template.parse("{header:Id}").orThrow(),
                    "none", Template.parse("[{form:none}]").orThrow()),
                Set.of("iat", "jti"),
                Duration.ZERO));
    HeaderLines lines = scheme.signer(SECRET).orThrow().sign(Requests.post(""), "m-1", NOW);
    String token = lines.all("T").getFirst();

    assertThat(lines.all("Id")).containsExactly("m-1");
    assertThat(part(token, 0)).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    assertThat(part(token, 1))
        .isEqualTo(
            "{\"exp\":1790000300,\"iat\":1790000000,\"id\":\"m-1\",\"jti\":\"m-1\","
                + "\"nbf\":1790000000}");
    RawRequest named = Requests.post("", "Id", "own");
    assertThat(scheme.signer(SECRET).orThrow().sign(named, "m-1", NOW).all("Id"))
        .containsExactly("own");
  }

  @Test
  void rulesThatCouldNeverHoldAreAFault() {
    assertThat(scheme(rule("iss", "me")).claimsFault()).isEmpty();
    assertThat(scheme(rule("exp", "1")).claimsFault()).isPresent();
    assertThat(scheme(rule("nbf", "1")).claimsFault()).isPresent();
    assertThat(scheme(rule("a", "{timestamp}")).claimsFault()).isPresent();
    assertThat(scheme(rule("a", "{body|hmac}")).claimsFault()).isPresent();
  }

  @Test
  void aTokenMayStandAnywhereButIsWrittenToHeadersOnly() {
    JwtScheme inQuery =
        new JwtScheme(
            Selector.parse("query:t").orThrow(),
            "",
            List.of(JwtAlgorithm.HS256),
            new ClaimRules(Map.of(), Set.of(), Duration.ZERO));
    String token =
        scheme(inQuery.claims())
            .signer(SECRET)
            .orThrow()
            .sign(Requests.post(""), "m", NOW)
            .all("T")
            .getFirst();

    assertThat(inQuery.signer(SECRET))
        .isEqualTo(new Parsed.Bad<Signer>("does not stand in a header"));
    assertThat(prove(inQuery, "?t=" + token)).isEqualTo(new Proof.Proven());
    assertThat(prove(inQuery, "")).isEqualTo(new Proof.Refuted(Refusal.MISSING_HEADER));
    assertThat(inQuery.explain().coversBody()).isFalse();
  }

  @Test
  void tellsOnceWhyASecretIsNoKey() {
    JwtScheme scheme =
        new JwtScheme(
            new Selector.Header("T"),
            "",
            List.of(JwtAlgorithm.RS256, JwtAlgorithm.ES256),
            new ClaimRules(Map.of(), Set.of(), Duration.ZERO));
    String why =
        "is no key for [RS256, ES256]: a shared key is a text, a public one is PEM, and neither"
            + " is taken for the other";

    assertThat(scheme.prover(SECRET)).isEqualTo(new Parsed.Bad<Prover>(why));
    assertThat(scheme.signer(SECRET)).isEqualTo(new Parsed.Bad<Signer>(why));
    assertThat(scheme.signer(TestKeys.of("Ed25519", 0).privateHalf()))
        .isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aTokenIsNoLongerThanItMayBe() {
    String longest = "a.b." + "c".repeat(CompactJws.CHARS_MAX - 4);

    assertThat(why(longest)).isNotEqualTo(why(longest + "c"));
    assertThat(why(longest + "c")).isEqualTo("is longer than 16384 characters");
    assertThat(why("a.b")).isEqualTo("has not three parts");
    assertThat(why("!.b.c")).isEqualTo("is no base64url");
    assertThat(why("e30.e30.c")).isEqualTo("names no algorithm");
  }

  private static String why(String token) {
    return CompactJws.parse(token) instanceof Parsed.Bad<?>(String why) ? why : "good";
  }

  private static Proof prove(JwtScheme scheme, String query) {
    RawRequest request =
        Requests.of("POST", "/in/test" + query, HeaderLines.of(), new byte[0], NOW);
    return scheme.prover(SECRET).orThrow().prove(request, Circumstances.at(NOW));
  }

  private static String part(String token, int index) {
    byte[] part = TextEncoding.BASE64URL.decode(token.split("\\.", -1)[index]);
    return part == null ? "" : new String(part, UTF_8);
  }

  private static JwtScheme scheme(ClaimRules rules) {
    return new JwtScheme(new Selector.Header("T"), "", List.of(JwtAlgorithm.HS256), rules);
  }

  private static ClaimRules rule(String claim, String template) {
    return new ClaimRules(
        Map.of(claim, Template.parse(template).orThrow()), Set.of(), Duration.ZERO);
  }

  private static String fault(String claims) {
    return new ClaimRules(Map.of(), Set.of(), Duration.ZERO)
        .fault(claims(claims), NOW)
        .map(Enum::name)
        .orElse("none");
  }

  private static JsonMembers claims(String json) {
    return JsonMembers.parse(json.getBytes(UTF_8)).orThrow();
  }
}
