package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A refusal says whether the whole body was digested before it, so that no one digests twice. */
class DigestedTest {

  private static final String BODY = "{\"id\":\"1\",\"filler\":\"" + "x".repeat(500) + "\"}";
  private static final String HEX = "0".repeat(64);
  private static final NamedSecret SECRET = new NamedSecret("env:S", "user:secret");

  @Test
  void whatIsRefusedBeforeItsSignatureIsCheckedWasNotDigested() {
    assertThat(judged("{body}", Requests.post(BODY))).isEqualTo("MISSING_HEADER");
    assertThat(judged("{body}", Requests.post(BODY, "S", "no-hex"))).isEqualTo("MALFORMED_HEADER");
    assertThat(judged("{body}", Requests.post(BODY, "S", HEX))).isEqualTo("BAD_SIGNATURE digested");
  }

  @Test
  void aSignatureOverSomeOfTheBodyDigestsThatAlone() {
    String signed = "{body:/id}";

    assertThat(judged(signed, Requests.post(BODY, "S", HEX))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged("{body|crc32}", Requests.post(BODY, "S", HEX))).isEqualTo("BAD_SIGNATURE");
    assertThat(judged("[{header:T}{body}]", Requests.post(BODY, "S", HEX)))
        .isEqualTo("BAD_SIGNATURE");
    assertThat(judged("[{header:T}{body}]", Requests.post(BODY, "S", HEX, "T", "t")))
        .isEqualTo("BAD_SIGNATURE digested");
  }

  @Test
  void aHashWithinWhatIsSignedDigestsTheBodyWhateverFollows() {
    String signed = "{header:T}{body|sha256|hex}";

    assertThat(judged(signed, Requests.post(BODY, "S", HEX))).isEqualTo("MISSING_HEADER digested");
    assertThat(judged(signed, Requests.post(BODY, "T", "t"))).isEqualTo("MISSING_HEADER digested");
    assertThat(judged(signed, Requests.post(BODY, "S", HEX, "T", "t")))
        .isEqualTo("BAD_SIGNATURE digested");
  }

  @Test
  void soDoesAHashThatIsDemandedWhereItIsSaid() {
    Condition hash =
        new Condition(selector("header:H"), new Condition.Test.Equals(template("{body|md5|hex}")));
    Condition other = new Condition(selector("header:O"), new Condition.Test.Present());

    for (List<Condition> demands : List.of(List.of(hash, other), List.of(other, hash))) {
      assertThat(judged(demands, Requests.post(BODY, "S", HEX))).isEqualTo("UNMET_DEMAND");
      assertThat(judged(demands, Requests.post(BODY, "S", HEX, "H", "h")))
          .isEqualTo("UNMET_DEMAND digested");
    }
  }

  @Test
  void aSecretThatIsSentAlongDigestsNothing() {
    SignatureScheme token =
        new TokenScheme(List.of(new TokenScheme.Place(selector("header:T"), "")), Optional.empty());

    assertThat(proof(token, Requests.post(BODY))).isEqualTo("MISSING_HEADER");
    assertThat(proof(token, Requests.post(BODY, "T", "other"))).isEqualTo("BAD_SIGNATURE");
    assertThat(proof(new BasicScheme(), Requests.post(BODY, "Authorization", "Basic YTpi")))
        .isEqualTo("BAD_SIGNATURE");
  }

  @Test
  void aTokenWithClaimsDigestsTheBodyOnceTheyAreCompared() {
    ClaimRules rules =
        new ClaimRules(Map.of("h", template("{body|sha256|hex}")), Set.of("jti"), Duration.ZERO);
    ClaimRules other = new ClaimRules(Map.of("iss", template("me")), Set.of(), Duration.ZERO);

    assertThat(proof(jwt(rules), Requests.post(BODY))).isEqualTo("MISSING_HEADER");
    assertThat(proof(jwt(rules), withToken("{}"))).isEqualTo("MISSING_HEADER");
    assertThat(proof(jwt(rules), withToken("{\"jti\":\"1\",\"h\":\"0\"}")))
        .isEqualTo("UNMET_DEMAND digested");
    assertThat(proof(jwt(other), withToken("{\"iss\":\"me\"}"))).isEqualTo("BAD_SIGNATURE");
  }

  @Test
  void aMessageSignatureDigestsTheBodyThatItCovers() {
    RawRequest signed = SignedMessages.signed(SignedMessages.SCHEME, Requests.post(BODY));
    NamedSecret stranger =
        new NamedSecret("env:O", SignedMessages.SECRET.value().replace("k-1", "k-2"));
    Prover prover = SignedMessages.SCHEME.prover(stranger).orThrow();
    Circumstances now = Circumstances.at(Requests.NOW);

    assertThat(Proofs.told(prover.prove(Requests.post(BODY), now))).isEqualTo("MISSING_HEADER");
    assertThat(Proofs.told(prover.prove(signed, now))).isEqualTo("BAD_SIGNATURE digested");
    assertThat(Proofs.told(prover.prove(signed, Circumstances.at(Requests.NOW.plusSeconds(9999)))))
        .isEqualTo("STALE_TIMESTAMP");
  }

  @Test
  void whatAnySecretDigestedCounts() {
    Proof.Refuted early = new Proof.Refuted(Refusal.MISSING_HEADER);
    Proof.Refuted late = new Proof.Refuted(Refusal.BAD_SIGNATURE, true);
    Proof.Refuted later = new Proof.Refuted(Refusal.SECRET_NOT_VALID);

    assertThat(early.and(late)).isEqualTo(late);
    assertThat(late.and(early)).isEqualTo(late);
    assertThat(early.and(early)).isEqualTo(early);
    assertThat(late.and(later)).isEqualTo(new Proof.Refuted(Refusal.SECRET_NOT_VALID, true));
  }

  private static String judged(String signed, RawRequest request) {
    return proof(new SignedScheme(List.of(way(signed, List.of()))), request);
  }

  private static String judged(List<Condition> demands, RawRequest request) {
    return proof(new SignedScheme(List.of(way("{header:S}", demands))), request);
  }

  private static String proof(SignatureScheme scheme, RawRequest request) {
    return Proofs.told(
        scheme.prover(SECRET).orThrow().prove(request, Circumstances.at(Requests.NOW)));
  }

  private static SignedWay way(String signed, List<Condition> demands) {
    return new SignedWay(
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE),
        new SignaturePlace.InHeader("S", false),
        new Layout.Whole(""),
        TextEncoding.HEX,
        template(signed),
        Optional.empty(),
        demands,
        Optional.empty());
  }

  private static JwtScheme jwt(ClaimRules rules) {
    return new JwtScheme(selector("header:J"), "", List.of(JwtAlgorithm.HS256), rules);
  }

  private static RawRequest withToken(String claims) {
    String token =
        TextEncoding.BASE64URL.encode("{\"alg\":\"HS256\"}".getBytes(UTF_8))
            + "."
            + TextEncoding.BASE64URL.encode(claims.getBytes(UTF_8))
            + "."
            + TextEncoding.BASE64URL.encode(new byte[32]);
    return Requests.of(HeaderLines.of("J", token), BODY.getBytes(UTF_8));
  }

  private static Template template(String text) {
    return Template.parse(text).orThrow();
  }

  private static Selector selector(String text) {
    return Selector.parse(text).orThrow();
  }
}
