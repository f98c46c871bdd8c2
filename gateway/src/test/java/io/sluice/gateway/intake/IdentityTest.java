package io.sluice.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a request a repetition, by where its id stands and what is signed. */
class IdentityTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SIGNED =
      "scheme: hmac, signature: 'header:X-Proof', secrets: [env:S], ";
  private static final String TOKEN = "scheme: token, token: 'header:X-Proof', secrets: [env:S], ";

  @Test
  void anIdThatIsSignedTellsARepetitionWhateverElseIsInTheBody() {
    String source = SIGNED + "id: body:/id";
    assertThat(one(source, "{\"id\":\"e1\",\"a\":1}", "h1"))
        .isEqualTo(one(source, "{\"id\":\"e1\",\"a\":2}", "h2"))
        .isNotEqualTo(one(source, "{\"id\":\"e2\",\"a\":1}", "h1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SIGNED + "id: 'header:X-Id'",
        SIGNED + "id: '{header:X-Id}:{body:/type}'",
        TOKEN + "id: 'header:X-Id'"
      })
  void anIdThatIsNotSignedTellsARepetitionOnlyTogetherWithTheBody(String source) {
    assertThat(one(source, "{\"type\":\"a\",\"n\":1}", "h1"))
        .isEqualTo(one(source, "{\"type\":\"a\",\"n\":1}", "h1"))
        .isNotEqualTo(one(source, "{\"type\":\"a\",\"n\":2}", "h1"))
        .isNotEqualTo(one(source, "{\"type\":\"a\",\"n\":1}", "h2"));
  }

  @Test
  void aTokenProvesNoId() {
    String source = TOKEN + "id: body:/id";
    assertThat(one(source, "{\"id\":\"e1\",\"a\":1}", "h1"))
        .isNotEqualTo(one(source, "{\"id\":\"e1\",\"a\":2}", "h1"));
  }

  @Test
  void nothingTellsARepetitionOfARequestWithoutAnId() {
    HookRecord record = records(SIGNED + "id: body:/id", "{\"a\":1}", "h1").getFirst();
    assertThat(record.identity()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"body:/*/id", "body:/0/id", "'{body:/*/id}:{body:/*/type}'"})
  void theIdOfOneElementDoesNotStandForTheWholeList(String rule) {
    String source = SIGNED + "id: " + rule;
    String element = "{\"id\":\"e1\",\"type\":\"a\"}";
    assertThat(one(source, "[" + element + "]", "h1"))
        .isEqualTo(one(source, "[" + element + "]", "h2"))
        .isNotEqualTo(one(source, "[" + element + ",{\"id\":\"e2\"}]", "h1"));
  }

  @Test
  void norDoesThatOfAnElementInAListWithinAField() {
    String source =
        "scheme: hmac, signature: 'header:X-Proof', secrets: [env:S], id: 'body:/text#/*/id'";
    assertThat(one(source, "{\"text\":\"[{\\\"id\\\":1}]\"}", "h1"))
        .isNotEqualTo(one(source, "{\"text\":\"[{\\\"id\\\":1},{\\\"id\\\":2}]\"}", "h1"));
  }

  @Test
  void anElementOfASplitListIsARepetitionInWhicheverListItComes() {
    String source = SIGNED + "id: body:/*/id, payload: {split: true, list: ''}";
    List<HookRecord> first = records(source, "[{\"id\":\"e1\"},{\"id\":\"e2\"}]", "h1");
    List<HookRecord> second = records(source, "[{\"id\":\"e3\"},{\"id\":\"e1\",\"a\":1}]", "h1");
    assertThat(second.get(1).identity()).isEqualTo(first.get(0).identity());
    assertThat(second.get(0).identity()).isNotIn(first.get(0).identity(), first.get(1).identity());
  }

  /** The only element's id alone, for the element itself holds a list. */
  @Test
  void theIdOfOneOfItsPartsDoesNotStandForAnElement() {
    String source = SIGNED + "id: body:/*/parts/*/id, payload: {split: true, list: ''}";
    assertThat(one(source, "[{\"parts\":[{\"id\":\"p1\"}]}]", "h1"))
        .isNotEqualTo(one(source, "[{\"parts\":[{\"id\":\"p1\"},{\"id\":\"p2\"}]}]", "h1"));
  }

  private static byte[] one(String source, String body, String headerId) {
    List<HookRecord> records = records(source, body, headerId);
    assertThat(records).hasSize(1);
    return Objects.requireNonNull(records.getFirst().identity());
  }

  private static List<HookRecord> records(String yaml, String body, String headerId) {
    Source source = source(yaml);
    RawRequest request = request(body.getBytes(UTF_8), headerId, yaml.startsWith(TOKEN));
    return switch (Intake.judge(source.verifier().verify(request, Circumstances.at(NOW)), source)) {
      case Judgement.Append(List<HookRecord> records) -> records;
      case Judgement.Invalid _, Judgement.Respond _, Judgement.Refuse _, Judgement.Fetch _ ->
          throw new AssertionError("not accepted");
    };
  }

  private static RawRequest request(byte[] body, String headerId, boolean byToken) {
    return new RawRequest(
        "shop",
        "POST",
        "/in/shop",
        null,
        "https://hooks.example.com/in/shop",
        HeaderLines.of("X-Proof", byToken ? "s3cret" : hmac(body), "X-Id", headerId),
        body,
        Content.of(body),
        NOW,
        "request-1");
  }

  private static String hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HMAC-SHA256", e);
    }
  }

  private static Source source(String more) {
    ConfigResult<Sources> result =
        ConfigFile.parse(
            "sources: {shop: {" + more + "}}",
            "test.yaml",
            Sources::read,
            SecretSource.of(Map.of("S", "s3cret")::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) ->
          Objects.requireNonNull(sources.find("shop"));
      case ConfigResult.Faulty<Sources>(List<?> faults) -> throw new AssertionError(faults);
    };
  }
}
