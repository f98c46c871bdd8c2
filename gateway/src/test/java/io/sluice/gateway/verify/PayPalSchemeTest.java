package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.TestCertificates.Facts;
import io.sluice.gateway.verify.TestCertificates.OtherName;
import io.sluice.gateway.verify.TestCertificates.Owned;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayPalSchemeTest {

  private static final String WEBHOOK = "1JE4291016473214C";
  private static final String URL = "https://api.paypal.com/v1/notifications/certs/CERT-1";
  private static final String NAME = "CN=messageverificationcerts.paypal.com, O=PayPal";
  private static final String BODY = "{\"id\":\"WH-1\"}";
  private static final String SENT_AT = "2026-09-21T14:13:15Z";
  private static final Instant NOW = Instant.parse("2026-09-21T14:13:20Z");

  private static final Owned ROOT =
      TestCertificates.selfSigned(Facts.of("CN=A root").ofAuthority());
  private static final Owned BETWEEN =
      TestCertificates.issuedBy(ROOT, Facts.of("CN=Between").ofAuthority());
  private static final Owned PAYPAL =
      TestCertificates.issuedBy(BETWEEN, Facts.of(NAME).until("2026-10-01T00:00:00Z"));

  private final FetchedCertificates certificates =
      new FetchedCertificates().with(URL, PAYPAL.certificate(), BETWEEN.certificate());
  private final PayPalScheme scheme = scheme(WEBHOOK, ROOT.certificate());
  private final Prover prover = prover(scheme);

  @Test
  void acceptsASignatureWhoseChainLeadsToATrustedRoot() {
    assertThat(prove(request(PAYPAL, URL), NOW)).isEqualTo(new Proof.Proven());
  }

  @Test
  void takesWhatVouchesInAnyOrderAndWithTheRootItself() {
    certificates.with(URL, PAYPAL.certificate(), ROOT.certificate(), BETWEEN.certificate());

    assertThat(prove(request(PAYPAL, URL), NOW)).isEqualTo(new Proof.Proven());
  }

  @Test
  void takesTheCertificateOfTheSandbox() {
    Owned sandbox =
        TestCertificates.issuedBy(
            BETWEEN, Facts.of("CN=messageverificationcerts.sandbox.paypal.com"));
    String url = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1";
    certificates.with(url, sandbox.certificate(), BETWEEN.certificate());

    assertThat(prove(request(sandbox, url), NOW)).isEqualTo(new Proof.Proven());
  }

  @Test
  void asksForACertificateThatWasNotFetchedYet() {
    certificates.without(URL);

    assertThat(prove(request(PAYPAL, URL), NOW)).isEqualTo(new Proof.Wanting(URI.create(URL)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://evil.paypal.com/v1/notifications/certs/CERT-1",
        "https://apixpaypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/../../x",
        "https://api.paypal.com/v1/notifications/certs/",
        "https://api.paypal.com/v1/other/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?a"
      })
  void asksForNothingElsewhereThanAtPayPal(String url) {
    assertRefuted(Refusal.UNTRUSTED_CERTIFICATE, prove(request(PAYPAL, url), NOW));
    assertThat(certificates.asked()).isEmpty();
  }

  @Test
  void refusesWhatLeadsToNoTrustedRoot() {
    Owned forged = TestCertificates.selfSigned(Facts.of(NAME));
    Owned otherRoot = TestCertificates.selfSigned(Facts.of("CN=A root").ofAuthority());
    Owned issued = TestCertificates.issuedBy(otherRoot, Facts.of(NAME));
    Owned noAuthority = TestCertificates.issuedBy(ROOT, Facts.of("CN=evil.example"));
    Owned byNoAuthority = TestCertificates.issuedBy(noAuthority, Facts.of(NAME));

    assertUntrusted(forged, forged.certificate());
    assertUntrusted(issued, issued.certificate(), otherRoot.certificate());
    assertUntrusted(byNoAuthority, byNoAuthority.certificate(), noAuthority.certificate());
    assertUntrusted(PAYPAL, PAYPAL.certificate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=evil.example",
        "CN=evil.example, O=\"a,CN=messageverificationcerts.paypal.com\"",
        "CN=messageverificationcerts.paypal.com.evil.example",
        "O=messageverificationcerts.paypal.com"
      })
  void refusesTrustedCertificatesOfOthers(String subject) {
    Owned other = TestCertificates.issuedBy(ROOT, Facts.of(subject));

    assertUntrusted(other, other.certificate());
  }

  @Test
  void aCertificateIsAlsoOfItsOtherNamesIfTheyAreOfHosts() {
    Facts facts = Facts.of("O=PayPal");
    String name = "messageverificationcerts.paypal.com";
    Owned ofHost =
        TestCertificates.issuedBy(
            ROOT, facts.named(OtherName.host("a.example"), OtherName.host(name)));
    Owned ofPerson = TestCertificates.issuedBy(ROOT, facts.named(OtherName.mailbox(name)));
    certificates.with(URL, ofHost.certificate());

    assertThat(prove(request(ofHost, URL), NOW)).isEqualTo(new Proof.Proven());
    assertUntrusted(ofPerson, ofPerson.certificate());
  }

  @Test
  void aCertificateThatWasBelievedIsRefusedWhenItsTimeIsOver() {
    RawRequest request = request(PAYPAL, URL);

    assertThat(prove(request, NOW)).isEqualTo(new Proof.Proven());
    assertThat(prove(request, Instant.parse("2026-09-30T23:59:59Z"))).isEqualTo(new Proof.Proven());
    assertRefuted(
        Refusal.UNTRUSTED_CERTIFICATE, prove(request, Instant.parse("2026-10-01T00:00:01Z")));
    assertRefuted(
        Refusal.UNTRUSTED_CERTIFICATE, prove(request, Instant.parse("2025-12-31T00:00:00Z")));
  }

  @Test
  void whatWasBelievedOfOneChainIsNotBelievedOfAnother() {
    Owned forged = TestCertificates.selfSigned(Facts.of(NAME));

    assertThat(prove(request(PAYPAL, URL), NOW)).isEqualTo(new Proof.Proven());
    assertUntrusted(forged, forged.certificate(), BETWEEN.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none!", "AAA", "AAA=A"})
  void refusesSignaturesThatAreNoBase64(String signature) {
    RawRequest request =
        Requests.withHeader(request(PAYPAL, URL), "PAYPAL-TRANSMISSION-SIG", signature);

    assertRefuted(Refusal.MALFORMED_HEADER, prove(request, NOW));
  }

  @Test
  void refusesOtherAlgorithms() {
    RawRequest request =
        Requests.withHeader(request(PAYPAL, URL), "PAYPAL-AUTH-ALGO", "SHA1withRSA");

    assertRefuted(Refusal.MALFORMED_HEADER, prove(request, NOW));
  }

  @Test
  void limitsTheAgeOnlyWhereThatIsWanted() {
    SignatureScheme limited = scheme.withTolerance(Duration.ofMinutes(5)).orThrow();
    Instant later = NOW.plus(Duration.ofMinutes(6));

    assertThat(prove(request(PAYPAL, URL), later)).isEqualTo(new Proof.Proven());
    assertRefuted(
        Refusal.STALE_TIMESTAMP,
        prover(limited).prove(request(PAYPAL, URL), new Circumstances(later, certificates)));
  }

  @Test
  void aWebhookIdMustBeOneAndRootsMustBeLegible() {
    NamedSecret none = new NamedSecret("certificate", "");

    assertThat(scheme("1|2", ROOT.certificate()).prover(none)).isInstanceOf(Parsed.Bad.class);
    assertThat(new PayPalScheme(WEBHOOK, () -> new Parsed.Bad<>("hold nothing")).prover(none))
        .isEqualTo(new Parsed.Bad<Prover>("trusted_roots hold nothing"));
    assertRefuted(
        Refusal.UNMET_DEMAND,
        prover(scheme("", ROOT.certificate()))
            .prove(request(PAYPAL, URL), new Circumstances(NOW, certificates)));
  }

  @Test
  void coversTheBodyAndTheSignedHeaders() {
    assertThat(scheme.covers(Selector.parse("body:/id").orThrow())).isTrue();
    assertThat(scheme.covers(Selector.parse("header:Paypal-Transmission-Id").orThrow())).isTrue();
    assertThat(scheme.covers(Selector.parse("header:PAYPAL-TRANSMISSION-TIME").orThrow())).isTrue();
    assertThat(scheme.covers(Selector.parse("header:PAYPAL-CERT-URL").orThrow())).isFalse();
    assertThat(scheme.covers(Selector.parse("query:a").orThrow())).isFalse();
  }

  private void assertUntrusted(Owned signer, X509Certificate... chain) {
    certificates.with(URL, chain);
    assertRefuted(Refusal.UNTRUSTED_CERTIFICATE, prove(request(signer, URL), NOW));
  }

  private static void assertRefuted(Refusal reason, Proof proof) {
    assertThat(proof).isEqualTo(new Proof.Refuted(reason));
  }

  private Proof prove(RawRequest request, Instant now) {
    return prover.prove(request, new Circumstances(now, certificates));
  }

  private static PayPalScheme scheme(String webhook, X509Certificate root) {
    return new PayPalScheme(webhook, () -> new Parsed.Good<>(List.of(root)));
  }

  private static Prover prover(SignatureScheme scheme) {
    return scheme.prover(new NamedSecret("certificate", "")).orThrow();
  }

  private static RawRequest request(Owned signer, String url) {
    CRC32 sum = new CRC32();
    sum.update(BODY.getBytes(UTF_8));
    String content = "t-1|" + SENT_AT + "|" + WEBHOOK + "|" + sum.getValue();
    byte[] signature = signer.sign("SHA256withRSA", content.getBytes(UTF_8));
    return Requests.post(
        BODY,
        "PAYPAL-TRANSMISSION-ID",
        "t-1",
        "PAYPAL-TRANSMISSION-TIME",
        SENT_AT,
        "PAYPAL-TRANSMISSION-SIG",
        Base64.getEncoder().encodeToString(signature),
        "PAYPAL-CERT-URL",
        url,
        "PAYPAL-AUTH-ALGO",
        "SHA256withRSA");
  }
}
