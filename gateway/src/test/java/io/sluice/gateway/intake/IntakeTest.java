package io.sluice.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Refusal;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import io.sluice.schemas.HeaderLine;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");
  private static final String BODY =
      "{\"type\":\"order.paid\",\"id\":\"evt_1\",\"shop\":\"north\"}";

  @Test
  void namesAnAcceptedHookByItsSourcesRules() throws Exception {
    HookRecord record = accepted(source("key: body:/shop, subject: body:/id"), BODY);
    assertThat(record.topic()).isEqualTo("webhooks.shop");
    assertThat(record.key()).isEqualTo("north");
    assertThat(record.event().id()).isEqualTo("evt_1");
    assertThat(record.event().type()).isEqualTo("order.paid");
    assertThat(record.event().subject()).isEqualTo("evt_1");
    assertThat(record.event().receivedAt()).isEqualTo(NOW);
    assertThat(record.event().verification().bodySha256())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(BODY.getBytes(UTF_8)));
  }

  @Test
  void keepsTheVeryBytesThatCame() {
    byte[] bytes = {'{', (byte) 0xff, 0, '\r', '\n', '}'};
    RawRequest request = request(bytes, "X-Token", "s3cret");
    assertThat(accepted(source(""), request).event().body()).isSameAs(bytes);
  }

  @Test
  void aHookWithoutANameGetsTheRequestsIdAndAnUnknownType() {
    HookRecord record = accepted(source("key: body:/shop"), "not json");
    assertThat(record.event().id()).isEqualTo("request-1");
    assertThat(record.event().type()).isEqualTo("unknown");
    assertThat(record.key()).as("the id, where no key is found").isEqualTo("request-1");
  }

  @Test
  void storesNoHeaderThatHoldsACredential() {
    RawRequest request =
        request(
            BODY.getBytes(UTF_8),
            "X-Token",
            "s3cret",
            "authorization",
            "Bearer abc",
            "Cookie",
            "session=1",
            "Proxy-Authorization",
            "Basic abc",
            "X-Kept",
            "yes");
    assertThat(accepted(source(""), request).event().headers())
        .containsExactly(new HeaderLine("X-Kept", "yes"));
  }

  @Test
  void passesTheSendersTraceOn() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    RawRequest request = request(BODY.getBytes(UTF_8), "X-Token", "s3cret", "traceparent", trace);
    assertThat(accepted(source(""), request).traceparent()).isEqualTo(trace);
  }

  @Test
  void aRefusedRequestLeavesNothingToAppend() {
    Source source = source("");
    RawRequest request = request(BODY.getBytes(UTF_8), "X-Token", "wrong");
    assertThat(Intake.judge(source.verifier().verify(request, Circumstances.at(NOW)), source))
        .isEqualTo(new Judgement.Refuse(Refusal.BAD_SIGNATURE, 401));
  }

  private static HookRecord accepted(Source source, String body) {
    return accepted(source, request(body.getBytes(UTF_8), "X-Token", "s3cret"));
  }

  private static HookRecord accepted(Source source, RawRequest request) {
    return switch (Intake.judge(source.verifier().verify(request, Circumstances.at(NOW)), source)) {
      case Judgement.Append(List<HookRecord> records) -> records.getFirst();
      case Judgement.Respond _, Judgement.Refuse _, Judgement.Fetch _, Judgement.Invalid _ ->
          throw new AssertionError("not accepted");
    };
  }

  private static RawRequest request(byte[] body, String... headers) {
    return new RawRequest(
        "shop",
        "POST",
        "/in/shop",
        null,
        "https://hooks.example.com/in/shop",
        HeaderLines.of(headers),
        body,
        Content.of(body),
        NOW,
        "request-1");
  }

  private static Source source(String more) {
    String yaml =
        "sources: {shop: {scheme: token, token: 'header:X-Token', secrets: [env:S], " + more + "}}";
    ConfigResult<Sources> result =
        ConfigFile.parse(
            yaml,
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
