package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Certificates;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.FetchedCertificates;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.TestCertificates;
import io.sluice.gateway.verify.TestCertificates.Facts;
import io.sluice.gateway.verify.TestCertificates.Owned;
import io.sluice.gateway.verify.Verdict;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources whose senders sign with certificates; {@link VectorsTest} has the verdicts. */
class CertifiedSourcesTest {

  private static final Path FOLDER = Path.of("../testing/system/src/test/resources/vectors");
  private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:MyTopic";
  private static final String CERTIFICATE = "https://sns.us-west-2.amazonaws.com/a.pem";
  private static final Owned AWS = TestCertificates.selfSigned(Facts.of("CN=sns.amazonaws.com"));
  private static final String SNS =
      "sources: {sns: {scheme: aws-sns, parameters: {topic_arn: '" + TOPIC + "'}}}";

  static Stream<Vector> vectors() {
    return Stream.of("aws-sns", "paypal").flatMap(name -> Vector.load(FOLDER, name).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void asksForCertificatesOfTheProvidersOnly(Vector vector) {
    FetchedCertificates certificates = VectorCertificates.of(vector);

    verify(vector, certificates);

    assertThat(certificates.asked())
        .allSatisfy(url ->
            assertThat(url)
                .matches("https://(sns\\.us-(east-1|west-2)\\.amazonaws|api\\.paypal)\\.com/.*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void everyAcceptedRequestFirstWantsItsCertificate(Vector vector) {
    Verdict verdict = verify(vector, url -> new Certificates.Lookup.NotYet());

    if (vector.accepted()) {
      assertThat(verdict).isInstanceOf(Verdict.Wanting.class);
    }
    String reason = vector.json().path("reason").asText();
    if (List.of("wrong_topic", "untrusted_certificate_url", "missing_header").contains(reason)) {
      assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void aSubscriptionIsConfirmedByAVisit() {
    String url =
        "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn="
            + TOPIC
            + "&Token=2336412f37f";

    assertThat(verify(confirmation("SubscriptionConfirmation", url)))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            handshake -> {
              assertThat(handshake.visit()).contains(URI.create(url));
              assertThat(handshake.reply().status()).isEqualTo(200);
            });
    assertThat(verify(confirmation("UnsubscribeConfirmation", url)))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class, handshake -> assertThat(handshake.visit()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription",
        "https://sns.us-west-2.amazonaws.com.evil.example/",
        "https://sns.us-west-2.amazonaws.com@evil.example/",
        "https://sns.us-west-2.amazonaws.com:8443/",
        "https://sns.s3-us-west-2.amazonaws.com/",
        "https://sns.us-west-2.amazonaws.com/?a=%zz",
        "https://sns.us-west-2.amazonaws.com/?a={b}",
        "https://sns.us-west-2.amazonaws.com/#a",
        "https://169.254.169.254/latest/meta-data/"
      })
  void evenASignedUrlIsVisitedAtAwsOnly(String url) {
    assertThat(verify(confirmation("SubscriptionConfirmation", url)))
        .isEqualTo(new Verdict.Refused(Refusal.MALFORMED_HANDSHAKE, 401));
  }

  @Test
  void aSourceWithACertificateHasNoSecrets() {
    assertThat(
            Configs.faults(
                "sources: {s: {scheme: aws-sns, secrets: [env:S], parameters: {topic_arn: '"
                    + TOPIC
                    + "'}}}",
                Map.of("S", "s")))
        .singleElement()
        .asString()
        .contains("secrets", "remove this line");
  }

  @Test
  void parametersThatCannotBeRightAreFaults() {
    assertThat(Configs.faults("sources: {s: {scheme: aws-sns}}", Map.of()))
        .singleElement()
        .asString()
        .contains("`topic_arn` is missing");
    assertThat(
            Configs.faults(
                "sources: {s: {scheme: aws-sns, parameters: {topic_arn: orders}}}", Map.of()))
        .singleElement()
        .asString()
        .contains("parameters", "topic_arn is no ARN");
    assertThat(
            Configs.faults(
                "sources: {s: {scheme: paypal,"
                    + " parameters: {webhook_id: 1J, trusted_roots: env:R}}}",
                Map.of("R", "no PEM")))
        .singleElement()
        .asString()
        .contains("parameters", "trusted_roots");
  }

  @Test
  void withoutRootsOfItsOwnAPayPalSourceTrustsThoseOfJava() {
    Owned forged = TestCertificates.selfSigned(Facts.of("CN=messageverificationcerts.paypal.com"));
    Vector vector =
        vectors().filter(v -> v.id().equals("paypal-accept-basic")).findFirst().orElseThrow();
    Source source =
        source(
            "sources: {s: {scheme: paypal, parameters: {webhook_id: 1JE4291016473214C}}}",
            Map.of());
    String url = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-7f3a6c5e";

    assertThat(
            source
                .verifier()
                .verify(
                    request(vector),
                    new Circumstances(
                        Requests.NOW, new FetchedCertificates().with(url, forged.certificate()))))
        .isEqualTo(new Verdict.Refused(Refusal.UNTRUSTED_CERTIFICATE));
  }

  private static Verdict verify(Vector vector, Certificates certificates) {
    VectorSources sources = new VectorSources("webhooks.vectors");
    String provider = vector.json().get("provider").asText();
    var _ = sources.nameFor(provider, vector);
    return source(sources.yaml(), sources.secrets())
        .verifier()
        .verify(
            request(vector),
            new Circumstances(Instant.ofEpochSecond(vector.clockSeconds()), certificates));
  }

  private static RawRequest request(Vector vector) {
    List<String> lines = new ArrayList<>();
    vector.headers().forEach(line -> lines.addAll(List.of(line.name(), line.value())));
    return Requests.of(HeaderLines.of(lines.toArray(String[]::new)), vector.body());
  }

  private static Verdict verify(String body) {
    return source(SNS, Map.of())
        .verifier()
        .verify(
            Requests.post(body),
            new Circumstances(
                Requests.NOW, new FetchedCertificates().with(CERTIFICATE, AWS.certificate())));
  }

  private static Source source(String yaml, Map<String, String> environment) {
    return Objects.requireNonNull(Configs.valid(yaml, environment).all().iterator().next());
  }

  private static String confirmation(String type, String url) {
    String time = "2026-09-21T14:13:16.120Z";
    String content =
        """
        Message
        m
        MessageId
        i
        SubscribeURL
        %s
        Timestamp
        %s
        Token
        t
        TopicArn
        %s
        Type
        %s
        """
            .formatted(url, time, TOPIC, type);
    String signature =
        Base64.getEncoder().encodeToString(AWS.sign("SHA256withRSA", content.getBytes(UTF_8)));
    return """
    {"Type": "%s", "MessageId": "i", "Token": "t", "TopicArn": "%s", "Message": "m",
     "SubscribeURL": "%s", "Timestamp": "%s", "SignatureVersion": "2", "Signature": "%s",
     "SigningCertURL": "%s"}
    """
        .formatted(type, TOPIC, url, time, signature, CERTIFICATE);
  }
}
