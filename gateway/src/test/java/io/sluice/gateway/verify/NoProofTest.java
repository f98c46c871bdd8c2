package io.sluice.gateway.verify;

import static io.sluice.gateway.verify.SignedMessages.SCHEME;
import static io.sluice.gateway.verify.SignedMessages.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of requests that bring no proof at all. */
class NoProofTest {

  private static final Circumstances NOW = Circumstances.at(Requests.NOW);
  private static final Proof MISSING = new Proof.Refuted(Refusal.MISSING_HEADER);

  @Test
  void aMessageNeedsBothItsHeaders() {
    RawRequest inputOnly = Requests.post("", "Signature-Input", "sig1=()");
    RawRequest signatureOnly = Requests.post("", "Signature", "sig1=:AA==:");

    assertThat(SignedMessages.prove(SCHEME, SECRET, Requests.post(""))).isEqualTo(MISSING);
    assertThat(SignedMessages.prove(SCHEME, SECRET, inputOnly)).isEqualTo(MISSING);
    assertThat(SignedMessages.prove(SCHEME, SECRET, signatureOnly)).isEqualTo(MISSING);
  }

  @Test
  void aRequestThatUsesNoWayIsNotProven() {
    SignedWay way =
        new SignedWay(
            new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE),
            new SignaturePlace.InHeader("S", false),
            new Layout.Whole(""),
            TextEncoding.HEX,
            Template.parse("{header:Id}.{body}").orThrow(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Prover prover =
        new SignedScheme(List.of(way)).prover(new NamedSecret("env:S", "secret")).orThrow();

    assertThat(prover.prove(Requests.post("", "Other", "x"), NOW)).isEqualTo(MISSING);
  }

  @Test
  void aSourceThatDoesNotExistRefusesWithAndWithoutASignature() {
    Verdict unknown = new Verdict.Refused(Refusal.UNKNOWN_SOURCE);

    assertThat(new DecoyVerifier().verify(Requests.post("a"), NOW)).isEqualTo(unknown);
    assertThat(
            new DecoyVerifier().verify(Requests.post("a", "X-Hub-Signature-256", "sha256=0"), NOW))
        .isEqualTo(unknown);
  }
}
