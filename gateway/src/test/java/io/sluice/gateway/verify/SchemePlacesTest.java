package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where schemes have their proofs and secrets, and what they can do without one. */
class SchemePlacesTest {

  private static final PayPalScheme PAYPAL =
      new PayPalScheme("1JE4291016473214C", () -> new Parsed.Good<>(List.of()));

  @Test
  void aSecretThatIsSentAlongIsItsOwnProof() {
    assertThat(new BasicScheme().proofPlaces()).containsExactly(place("header:Authorization"));
  }

  /** The body is signed with it, so that a provider may well name its events by it. */
  @Test
  void aSharedSignatureInTheBodyNamesTheBody() {
    assertThat(signedAt(new SignaturePlace.At(place("body:/s"))).proofPlaces()).isEmpty();
    assertThat(signedAt(new SignaturePlace.InHeader("S", false)).proofPlaces())
        .containsExactly(place("header:S"));
  }

  @Test
  void theProofOfAMessageIsInBothItsHeaders() {
    assertThat(SignedMessages.SCHEME.proofPlaces())
        .containsExactlyInAnyOrder(place("header:signature"), place("header:signature-input"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"body:/a", "form:a", "multipart:a", "xml:/a", "member-besides:a"})
  void aMessageCoversAllOfTheBodyOrNothing(String text) {
    assertThat(SignedMessages.scheme(true).covers(place(text))).isTrue();
    assertThat(SignedMessages.scheme(false).covers(place(text))).isFalse();
  }

  @Test
  void onlyTheProviderCanSignWhatIsCertified() {
    NamedSecret any = new NamedSecret("env:S", "s");

    assertThat(PAYPAL.needsSecret()).isFalse();
    assertThat(PAYPAL.secretPlaces()).isEmpty();
    assertThat(PAYPAL.signer(any))
        .isEqualTo(new Parsed.Bad<Signer>("is none; only PayPal can sign"));
    assertThat(new AwsSnsScheme("", true).signer(any))
        .isEqualTo(new Parsed.Bad<Signer>("is none; only AWS can sign"));
  }

  private static SignedScheme signedAt(SignaturePlace place) {
    return new SignedScheme(
        List.of(
            new SignedWay(
                new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE),
                place,
                new Layout.Whole(""),
                TextEncoding.HEX,
                Template.parse("{body:/a}").orThrow(),
                Optional.empty(),
                List.of(),
                Optional.empty())));
  }

  private static Selector place(String text) {
    return Selector.parse(text).orThrow();
  }
}
