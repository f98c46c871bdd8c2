package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.TestCertificates.Facts;
import io.sluice.gateway.verify.TestCertificates.Owned;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSnsSchemeTest {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
  private static final String URL =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";
  private static final Owned AWS = TestCertificates.selfSigned(Facts.of("CN=sns.amazonaws.com"));
  private static final AwsSnsScheme SCHEME = new AwsSnsScheme(TOPIC, true);

  private final FetchedCertificates certificates =
      new FetchedCertificates().with(URL, AWS.certificate());

  @Test
  void acceptsNotificationsOfItsTopicInBothVersions() {
    assertThat(prove(SCHEME, notification().signed("2", AWS))).isEqualTo(new Proof.Proven());
    assertThat(prove(SCHEME, notification().signed("1", AWS))).isEqualTo(new Proof.Proven());
  }

  @Test
  void sha1CanBeTurnedDown() {
    AwsSnsScheme strict = new AwsSnsScheme(TOPIC, false);

    assertThat(prove(strict, notification().signed("2", AWS))).isEqualTo(new Proof.Proven());
    assertRefuted(Refusal.UNMET_DEMAND, prove(strict, notification().signed("1", AWS)));
  }

  @Test
  void asksForACertificateThatWasNotFetchedYet() {
    certificates.without(URL);

    assertThat(prove(SCHEME, notification().signed("2", AWS)))
        .isEqualTo(new Proof.Wanting(URI.create(URL)));
  }

  @Test
  void refusesWhereThereIsNoCertificate() {
    String url = "https://sns.eu-west-1.amazonaws.com/none.pem";

    assertRefuted(
        Refusal.UNTRUSTED_CERTIFICATE,
        prove(SCHEME, notification().with("SigningCertURL", url).signed("2", AWS)));
  }

  @Test
  void asksForNothingOnBehalfOfAnotherTopic() {
    TestMessage other = notification().with("TopicArn", TOPIC + "-2").signed("2", AWS);

    assertRefuted(Refusal.UNMET_DEMAND, prove(SCHEME, other));
    assertThat(certificates.asked()).isEmpty();
  }

  @Test
  void takesNothingWithoutATopic() {
    TestMessage none = notification().with("TopicArn", "").signed("2", AWS);

    assertRefuted(Refusal.UNMET_DEMAND, prove(new AwsSnsScheme("", true), none));
  }

  @Test
  void refusesATopicThatIsNone() {
    assertThat(new AwsSnsScheme("orders", true).prover(new NamedSecret("certificate", "")))
        .isInstanceOf(Parsed.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sns.eu-west-1.amazonaws.com/a.pem",
        "HTTPS://sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
        "https://u:p@sns.eu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
        "https://sns.eu-west-1.amazonaws.com/a.pem?b",
        "https://sns.eu-west-1.amazonaws.com/a.pem#b",
        "https://sns.eu-west-1.amazonaws.com/a.txt",
        "https://sns.eu-west-1.amazonaws.com/a.pem\n",
        "https://sns.eu-west-1.amazonaws.com/a%00.pem",
        "https://sns.s3.amazonaws.com/a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/a.pem",
        "https://sns.s3-accelerate.amazonaws.com/a.pem",
        "https://sns-eu-west-1.s3.amazonaws.com/a.pem",
        "https://snsxeu-west-1.amazonaws.com/a.pem",
        "https://sns.eu-west-1.amazonaws.com.cn.evil/a.pem",
        "https://sns.a.eu-west-1.amazonaws.com/a.pem",
        "file:///etc/passwd.pem",
        ""
      })
  void asksForNothingElsewhereThanAtAws(String url) {
    TestMessage message = notification().with("SigningCertURL", url).signed("2", AWS);

    assertRefuted(Refusal.UNTRUSTED_CERTIFICATE, prove(SCHEME, message));
    assertThat(certificates.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-0f.pem",
        "https://sns.ap-southeast-3.amazonaws.com:443/SimpleNotificationService-0f.pem",
        "https://sns.cn-northwest-1.amazonaws.com.cn/SimpleNotificationService-0f.pem"
      })
  void knowsTheHostsOfAllRegions(String url) {
    certificates.with(url, AWS.certificate());

    assertThat(prove(SCHEME, notification().with("SigningCertURL", url).signed("2", AWS)))
        .isEqualTo(new Proof.Proven());
  }

  @Test
  void refusesCertificatesOutOfTheirTimeAndKeysThatAreTooShort() {
    Facts facts = Facts.of("CN=sns.amazonaws.com");

    assertUntrusted(TestCertificates.selfSigned(facts.until("2026-09-20T00:00:00Z")));
    assertUntrusted(TestCertificates.selfSigned(facts.from("2026-09-22T00:00:00Z")));
    assertUntrusted(TestCertificates.selfSigned(facts.withBits(1024)));
  }

  private void assertUntrusted(Owned owned) {
    certificates.with(URL, owned.certificate());
    assertRefuted(Refusal.UNTRUSTED_CERTIFICATE, prove(SCHEME, notification().signed("2", owned)));
  }

  @Test
  void noticesAChangeOfEverySignedMember() {
    for (String name : SnsMessage.SIGNED) {
      if (!name.equals("Type") && !name.equals("TopicArn") && !name.equals("Timestamp")) {
        assertRefuted(
            Refusal.BAD_SIGNATURE,
            prove(SCHEME, notification().signed("2", AWS).with(name, "changed")));
      }
    }
    assertRefuted(
        Refusal.BAD_SIGNATURE,
        prove(
            SCHEME, notification().signed("2", AWS).with("Timestamp", "2026-09-21T14:13:16.121Z")));
  }

  @Test
  void aSignedMessageCannotBeCutIntoOtherMembers() {
    TestMessage whole = notification().signed("2", AWS);
    TestMessage cut = whole.with("MessageId", "id-1\nSubject\nA subject").without("Subject");

    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, cut));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, whole.with("Subject", "\nA subject")));
  }

  @Test
  void halfASurrogatePairIsNoQuestionMark() {
    TestMessage asked = notification().with("Message", "why?").signed("2", AWS);
    String body = asked.json().replace("why?", "why\\ud83d");

    assertThat(prove(SCHEME, asked)).isEqualTo(new Proof.Proven());
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, body.getBytes(UTF_8)));
  }

  @Test
  void refusesBodiesThatTwoReadersCouldReadDifferently() {
    String json = notification().signed("2", AWS).json();
    String twice = json.replace("{\"Type\"", "{\"Message\":\"other\",\"Type\"");
    String slashes = json.replace("A message", "A message\u00c0\u00af");

    assertThat(twice).isNotEqualTo(json);
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, twice.getBytes(UTF_8)));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, (json + "{}").getBytes(UTF_8)));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, ("[" + json + "]").getBytes(UTF_8)));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, slashes.getBytes(ISO_8859_1)));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, new byte[0]));
  }

  @Test
  void refusesWhatIsMissingOrNoText() {
    TestMessage message = notification().signed("2", AWS);

    for (String name : message.members().keySet()) {
      Proof without = prove(SCHEME, message.without(name));
      assertRefuted(
          name.equals("Subject") ? Refusal.BAD_SIGNATURE : Refusal.MISSING_HEADER, without);
    }
    byte[] number = message.json().replace("\"A message\"", "17").getBytes(UTF_8);
    assertRefuted(Refusal.MISSING_HEADER, prove(SCHEME, number));
  }

  @Test
  void refusesOtherKindsAndSignaturesThatAreNone() {
    TestMessage message = notification().signed("2", AWS);

    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, message.with("Type", "Other")));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, message.with("SignatureVersion", "3")));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, message.with("Signature", "none!")));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, message.with("Signature", "")));
    assertRefuted(Refusal.MALFORMED_HEADER, prove(SCHEME, message.with("Timestamp", "now")));
  }

  @Test
  void limitsTheAgeOnlyWhereThatIsWanted() {
    SignatureScheme limited = SCHEME.withTolerance(Duration.ofMinutes(5)).orThrow();
    TestMessage old = notification().with("Timestamp", "2026-09-21T14:08:19.999Z").signed("2", AWS);
    TestMessage early =
        notification().with("Timestamp", "2026-09-21T14:18:21.000Z").signed("2", AWS);

    assertThat(prove(SCHEME, old)).isEqualTo(new Proof.Proven());
    assertRefuted(Refusal.STALE_TIMESTAMP, prove(limited, old));
    assertRefuted(Refusal.FUTURE_TIMESTAMP, prove(limited, early));
    assertThat(prove(limited, notification().signed("2", AWS))).isEqualTo(new Proof.Proven());
    assertThat(SCHEME.explain().limitsAge()).isFalse();
    assertThat(limited.explain().limitsAge()).isTrue();
  }

  @Test
  void coversTheSignedMembersAndNothingElse() {
    assertThat(SCHEME.covers(Selector.parse("body:/MessageId").orThrow())).isTrue();
    assertThat(SCHEME.covers(Selector.parse("body:/Message#/type").orThrow())).isTrue();
    assertThat(SCHEME.covers(Selector.parse("body:/MessageAttributes").orThrow())).isFalse();
    assertThat(SCHEME.covers(Selector.parse("body:/Token").orThrow())).isFalse();
    assertThat(SCHEME.covers(Selector.parse("body:/a/Message").orThrow())).isFalse();
    assertThat(SCHEME.covers(Selector.parse("header:x-amz-sns-topic-arn").orThrow())).isFalse();
  }

  private static void assertRefuted(Refusal reason, Proof proof) {
    assertThat(proof).isEqualTo(new Proof.Refuted(reason));
  }

  private Proof prove(SignatureScheme scheme, TestMessage message) {
    return prove(scheme, message.json().getBytes(UTF_8));
  }

  private Proof prove(SignatureScheme scheme, byte[] body) {
    Instant now = Instant.parse("2026-09-21T14:13:20Z");
    return scheme
        .prover(new NamedSecret("certificate", ""))
        .orThrow()
        .prove(Requests.of(HeaderLines.of(), body), new Circumstances(now, certificates));
  }

  private static TestMessage notification() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("Type", "Notification");
    members.put("MessageId", "id-1");
    members.put("TopicArn", TOPIC);
    members.put("Subject", "A subject");
    members.put("Message", "A message");
    members.put("Timestamp", "2026-09-21T14:13:16.120Z");
    members.put("SigningCertURL", URL);
    return new TestMessage(members);
  }
}
