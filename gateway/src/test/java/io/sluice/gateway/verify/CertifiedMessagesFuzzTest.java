package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.PlainJson;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.TestCertificates.Facts;
import io.sluice.gateway.verify.TestCertificates.Owned;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** What AWS and PayPal sign is what a second reader finds in their messages. */
class CertifiedMessagesFuzzTest {

  private static final String WEBHOOK = "1JE4291016473214C";
  private static final Set<String> PAYPAL_HOSTS =
      Set.of(
          "api.paypal.com",
          "api-m.paypal.com",
          "api.sandbox.paypal.com",
          "api-m.sandbox.paypal.com");

  private static final Owned ROOT =
      TestCertificates.selfSigned(Facts.of("CN=A root").ofAuthority());
  private static final Owned PAYPAL =
      TestCertificates.issuedBy(ROOT, Facts.of("CN=messageverificationcerts.paypal.com"));

  private static final Prover PROVER =
      new PayPalScheme(WEBHOOK, () -> new Parsed.Good<>(List.of(ROOT.certificate())))
          .prover(new NamedSecret("certificate", ""))
          .orThrow();

  @FuzzTest
  void readsOfAMessageWhatAnotherReaderReads(byte[] data) {
    Map<String, String> texts = texts(data);
    SnsMessage.Reading reading = SnsMessage.read(data);
    String expected = content(texts);

    if (expected == null) {
      assertThat(reading).isInstanceOf(SnsMessage.Reading.Illegible.class);
    } else if (reading instanceof SnsMessage.Reading.Legible(SnsMessage message)) {
      assertThat(new String(message.content(), UTF_8)).isEqualTo(expected);
      assertThat(message.timestamp()).isEqualTo(texts.get("Timestamp"));
      assertThat(message.topicArn()).isEqualTo(texts.get("TopicArn"));
      assertThat(message.certificateUrl()).isEqualTo(texts.get("SigningCertURL"));
      assertThat(Base64.getEncoder().encodeToString(message.signature()))
          .isEqualTo(texts.get("Signature"));
    } else {
      assertThat(isSigned(texts)).isFalse();
    }
  }

  private static Map<String, String> texts(byte[] json) {
    Map<String, String> texts = new HashMap<>();
    if (PlainJson.read(json, 20).orElse(null) instanceof PlainJson.Value.Members(var byName)) {
      byName.forEach((name, value) -> {
        if (value instanceof PlainJson.Value.Text(String text)) {
          texts.put(name, text);
        }
      });
    }
    return texts;
  }

  /** As AWS documents it; null where a member is missing or could be read in two ways. */
  private static @Nullable String content(Map<String, String> texts) {
    boolean event = "Notification".equals(texts.get("Type"));
    boolean setUp =
        Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation")
            .contains(texts.getOrDefault("Type", ""));
    String names =
        event
            ? "Message MessageId Subject Timestamp TopicArn Type"
            : "Message MessageId SubscribeURL Timestamp Token TopicArn Type";
    StringBuilder content = new StringBuilder();
    for (String name : names.split(" ", -1)) {
      String text = texts.get(name);
      boolean optional = name.equals("Subject");
      if ((text == null && !optional)
          || (text != null && text.contains("\n") && !name.equals("Message"))) {
        return null;
      }
      content.append(text == null ? "" : name + "\n" + text + "\n");
    }
    String whole = content.toString();
    boolean exact = new String(whole.getBytes(UTF_8), UTF_8).equals(whole);
    return (event || setUp) && exact ? whole : null;
  }

  private static boolean isSigned(Map<String, String> texts) {
    return Set.of("1", "2").contains(texts.getOrDefault("SignatureVersion", ""))
        && texts.containsKey("SigningCertURL")
        && texts.getOrDefault("Signature", "").matches("(?:[A-Za-z0-9+/]{4}){1,256}");
  }

  /** The first three lines of the input are id, time and URL; what follows them is the body. */
  @FuzzTest
  void takesAGenuineWebhookOfPayPalAndAsksNobodyElse(byte[] data) {
    String[] lines = Arrays.copyOf(new String(data, ISO_8859_1).split("\n", 4), 4);
    String id = lines[0];
    String time = lines[1] == null ? "" : lines[1];
    String url = lines[2] == null ? "" : lines[2];
    byte[] body = lines[3] == null ? new byte[0] : lines[3].getBytes(ISO_8859_1);
    boolean complete = !id.isEmpty() && isTime(time);

    for (Owned signer : List.of(PAYPAL, ROOT)) {
      Proof proof = PROVER.prove(signed(signer, id, time, url, body), certificates());

      if (complete && isOfPayPal(url)) {
        assertThat(proof)
            .isEqualTo(
                signer.equals(PAYPAL)
                    ? new Proof.Proven()
                    : new Proof.Refuted(Refusal.BAD_SIGNATURE));
      } else {
        assertThat(proof).isInstanceOf(Proof.Refuted.class);
      }
    }
  }

  private static Circumstances certificates() {
    return new Circumstances(
        Requests.NOW,
        url -> {
          assertThat(isOfPayPal(url.toString())).as(url.toString()).isTrue();
          return new Certificates.Lookup.Known(List.of(PAYPAL.certificate()));
        });
  }

  private static RawRequest signed(Owned signer, String id, String time, String url, byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    String content = id + "|" + time + "|" + WEBHOOK + "|" + sum.getValue();
    byte[] signature = signer.sign("SHA256withRSA", content.getBytes(ISO_8859_1));
    return Requests.of(
        HeaderLines.of(
            "PAYPAL-TRANSMISSION-ID", id,
            "PAYPAL-TRANSMISSION-TIME", time,
            "PAYPAL-TRANSMISSION-SIG", Base64.getEncoder().encodeToString(signature),
            "PAYPAL-CERT-URL", url,
            "PAYPAL-AUTH-ALGO", "SHA256withRSA"),
        body);
  }

  private static boolean isTime(String text) {
    TimestampRule rule =
        new TimestampRule(
            new TimestampRule.Place.InItem("t"), TimestampRule.Format.RFC3339, Optional.empty());
    return rule.judge(text, Requests.NOW).equals(new Proof.Proven());
  }

  private static boolean isOfPayPal(String text) {
    try {
      URI url = URI.create(text);
      return "https".equals(url.getScheme())
          && PAYPAL_HOSTS.contains(String.valueOf(url.getHost()))
          && Set.of(-1, 443).contains(url.getPort())
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null
          && url.getRawPath().matches("/v1/notifications/certs/[A-Za-z0-9_-]{1,128}")
          && !text.endsWith(":");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
