package io.sluice.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sources out of their configuration, and what becomes of requests to them. */
final class IntakeCases {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");

  private IntakeCases() {}

  /** A source whose proof is a token in a header, with more keys. */
  static Source source(String more) {
    return configured("{scheme: token, token: 'header:X-Token', secrets: [env:S], " + more + "}");
  }

  static Source configured(String shop) {
    return switch (ConfigFile.parse(
        "sources: {shop: " + shop + "}",
        "test.yaml",
        Sources::read,
        SecretSource.of(Map.of("S", "s3cret")::get, Path.of("")))) {
      case ConfigResult.Valid<Sources>(Sources sources) ->
          Objects.requireNonNull(sources.find("shop"));
      case ConfigResult.Faulty<Sources>(List<?> faults) -> throw new AssertionError(faults);
    };
  }

  /** A request that the token proves. */
  static RawRequest genuine(String body, String... headers) {
    HeaderLines lines = HeaderLines.of(headers);
    return request(null, lines.all("X-Token").isEmpty() ? withToken(headers) : lines, body);
  }

  static RawRequest request(@Nullable String query, HeaderLines headers, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return new RawRequest(
        "shop",
        "POST",
        "/in/shop",
        query,
        "https://hooks.example.com/in/shop",
        headers,
        bytes,
        Content.of(bytes),
        NOW,
        "request-1");
  }

  static Judgement judged(Source source, RawRequest request) {
    return Intake.judge(source.verifier().verify(request, Circumstances.at(NOW)), source);
  }

  static List<HookRecord> appended(Source source, RawRequest request) {
    return switch (judged(source, request)) {
      case Judgement.Append(List<HookRecord> records) -> records;
      case Judgement.Respond _, Judgement.Refuse _, Judgement.Fetch _, Judgement.Invalid _ ->
          throw new AssertionError("not accepted");
    };
  }

  private static HeaderLines withToken(String... headers) {
    String[] lines = new String[headers.length + 2];
    System.arraycopy(headers, 0, lines, 0, headers.length);
    lines[headers.length] = "X-Token";
    lines[headers.length + 1] = "s3cret";
    return HeaderLines.of(lines);
  }
}
