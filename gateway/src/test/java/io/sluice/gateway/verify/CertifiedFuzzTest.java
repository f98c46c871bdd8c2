package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Requests;
import java.security.cert.X509Certificate;
import java.util.List;

/** No message and no certificate of a stranger is more than refused. */
class CertifiedFuzzTest {

  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:t";

  private static final Prover PROVER =
      new AwsSnsScheme(TOPIC, true).prover(new NamedSecret("certificate", "")).orThrow();

  @FuzzTest
  void readsOrRefusesAnyMessage(byte[] data) {
    switch (SnsMessage.read(data)) {
      case SnsMessage.Reading.Legible(SnsMessage message) -> {
        String content = new String(message.content(), UTF_8);
        assertThat(content.getBytes(UTF_8)).isEqualTo(message.content());
        assertThat(content).startsWith("Message\n").contains("\nTopicArn\n" + message.topicArn());
        assertThat(message.topicArn()).doesNotContain("\n");
        assertThat(message.signature()).isNotEmpty();
      }
      case SnsMessage.Reading.Illegible(Refusal reason) ->
          assertThat(reason).isIn(Refusal.MISSING_HEADER, Refusal.MALFORMED_HEADER);
    }
  }

  @FuzzTest
  void asksForCertificatesOfAwsAtMost(byte[] data) {
    Circumstances circumstances =
        new Circumstances(Requests.NOW, url -> new Certificates.Lookup.NotYet());
    switch (PROVER.prove(Requests.of(HeaderLines.of(), data), circumstances)) {
      case Proof.Wanting(var url) -> {
        assertThat(url.getScheme()).isEqualTo("https");
        assertThat(url.getHost()).matches("sns\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
        assertThat(url.getPort()).isIn(-1, 443);
        assertThat(url.getRawUserInfo()).isNull();
      }
      case Proof.Refuted(Refusal reason, _) -> assertThat(reason).isNotNull();
      case Proof.Proven proven -> throw new AssertionError(proven);
    }
  }

  @FuzzTest
  void readsOrRefusesAnyChain(byte[] data) {
    switch (CertificateChains.ofPem(data, 10)) {
      case Parsed.Good<List<X509Certificate>>(var chain) ->
          assertThat(chain).hasSizeBetween(1, 10).allSatisfy(TrustedRoots::namesOf);
      case Parsed.Bad<List<X509Certificate>>(String why) -> assertThat(why).isNotBlank();
    }
  }
}
