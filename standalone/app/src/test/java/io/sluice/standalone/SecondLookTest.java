package io.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.gateway.verify.Refusal;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import io.sluice.schemas.HeaderLine;
import io.sluice.schemas.KeptBody;
import io.sluice.standalone.SecondLook.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SecondLookTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(UTF_8);
  private static final String GITHUB = "{scheme: github, secrets: [env:S]}";

  @Test
  void findsASignedRequestGenuineAndAForgedOneRefused() throws Exception {
    assertThat(look(GITHUB, BODY, "X-Hub-Signature-256", "sha256=" + hmac(BODY)))
        .isInstanceOf(Finding.Genuine.class);
    assertThat(look(GITHUB, BODY, "X-Hub-Signature-256", "sha256=" + hmac(new byte[1])))
        .isEqualTo(new Finding.Refused(Refusal.BAD_SIGNATURE));
    assertThat(look(GITHUB, BODY)).isEqualTo(new Finding.Refused(Refusal.MISSING_HEADER));
  }

  @Test
  void doesNotJudgeABodyThatWasCutOrIsAnother() throws Exception {
    assertThat(open(look(GITHUB, KeptBody.whole(BODY).atMost(3), List.of())))
        .startsWith("only the first 3 of 14 bytes");
    KeptBody part = new KeptBody(BODY, BODY.length, KeptBody.whole(new byte[7]).wholeSha256());
    assertThat(open(look(GITHUB, part, List.of()))).contains("whose digest is another");
  }

  @Test
  void doesNotCallATokenWrongThatIsNeverStored() throws Exception {
    String header = "{scheme: token, token: 'header:X-Token', secrets: [env:S]}";
    assertThat(open(look(header, BODY)))
        .isEqualTo("the secret itself stands in header:X-Token, which is never stored");
    String basic = "{scheme: basic, secrets: [env:BASIC]}";
    assertThat(open(look(basic, BODY))).contains("header:Authorization");
  }

  @Test
  void doesNotCallASignatureMissingThatNoRecordKeeps() throws Exception {
    String own =
        "{scheme: hmac, signature: 'header:Authorization', signed: '{body}',"
            + " secrets: [env:S]}";
    assertThat(open(look(own, BODY)))
        .isEqualTo("the scheme reads Authorization, which such a record does not keep");
  }

  @Test
  void doesNotJudgeARawRecordByHeadersThatItNeverHad() throws Exception {
    StoredHook raw =
        new StoredHook(
            StoredHook.Kind.RAW_EVENT,
            "evt_1",
            "hub",
            "proved",
            RECEIVED,
            "POST",
            "/in/hub",
            null,
            List.of(),
            KeptBody.whole(BODY));
    assertThat(open(SecondLook.at(raw, source(GITHUB), RECEIVED)))
        .contains("X-Hub-Signature-256")
        .contains("does not keep");
  }

  @Test
  void looksIntoACompressedBodyAndProvesItAsItCame() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(BODY);
    }
    byte[] body = packed.toByteArray();
    Finding finding =
        look(
            GITHUB,
            body,
            "X-Hub-Signature-256",
            "sha256=" + hmac(body),
            "Content-Encoding",
            "gzip");
    assertThat(finding).isInstanceOf(Finding.Genuine.class);
    assertThat(((Finding.Genuine) finding).verdict().hook().request().content()).isEqualTo(BODY);
  }

  @Test
  void takesTheUrlThatWasSignedWhicheverSchemeTheSenderCalled() throws Exception {
    String byUrl =
        "{scheme: hmac, signature: 'header:X-Sig', signed: '{url}{body}', secrets: [env:S]}";
    for (String scheme : List.of("http", "https")) {
      byte[] signed =
          (scheme + "://hooks.example.com/in/hub" + "{\"id\":\"evt_1\"}").getBytes(UTF_8);
      assertThat(look(byUrl, BODY, "Host", "hooks.example.com", "X-Sig", hmac(signed)))
          .as(scheme)
          .isInstanceOf(Finding.Genuine.class);
      assertThat(look(byUrl, BODY, "Host", "other.example.com", "X-Sig", hmac(signed)))
          .isEqualTo(new Finding.Refused(Refusal.BAD_SIGNATURE));
    }
  }

  @Test
  void aHandshakeIsNeitherGenuineNorRefused() throws Exception {
    byte[] question = "{\"type\":\"url_verification\",\"challenge\":\"c\"}".getBytes(UTF_8);
    long time = RECEIVED.getEpochSecond();
    byte[] signed = ("v0:" + time + ":" + new String(question, UTF_8)).getBytes(UTF_8);
    assertThat(
            open(
                look(
                    "{scheme: slack, secrets: [env:S]}",
                    question,
                    "X-Slack-Request-Timestamp",
                    Long.toString(time),
                    "X-Slack-Signature",
                    "v0=" + hmac(signed),
                    "Content-Type",
                    "application/json")))
        .contains("answers by itself");
  }

  private static Finding look(String hub, byte[] body, String... headers) {
    List<HeaderLine> lines = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      lines.add(new HeaderLine(headers[i], headers[i + 1]));
    }
    return look(hub, KeptBody.whole(body), lines);
  }

  private static Finding look(String hub, KeptBody body, List<HeaderLine> headers) {
    StoredHook stored =
        new StoredHook(
            StoredHook.Kind.REJECTED,
            "req-1",
            "hub",
            "refused for bad_signature",
            RECEIVED,
            "POST",
            "/in/hub",
            null,
            headers,
            body);
    return SecondLook.at(stored, source(hub), RECEIVED);
  }

  private static String open(Finding finding) {
    assertThat(finding).isInstanceOf(Finding.Open.class);
    return ((Finding.Open) finding).why();
  }

  private static Source source(String hub) {
    ConfigResult<Sources> result =
        ConfigFile.parse(
            "sources: {hub: " + hub + "}",
            "test.yaml",
            Sources::read,
            SecretSource.of(Map.of("S", "right", "BASIC", "user:password")::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) ->
          Objects.requireNonNull(sources.find("hub"));
      case ConfigResult.Faulty<Sources>(List<Fault> faults) -> throw new AssertionError(faults);
    };
  }

  private static String hmac(byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("right".getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(content));
  }
}
