package io.sluice.gateway.intake;

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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A refusal costs one digest over the whole body, whatever was wrong and whether the source exists.
 * The time is that of this thread on a processor, so that what else the machine does counts little.
 */
class SameWorkTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final byte[] LARGE = new byte[2 << 20];
  private static final byte[] SMALL = new byte[2 << 10];
  private static final int ROUNDS = 30;
  private static final String UNKNOWN = "nobody";
  private static final String ZEROS =
      "00000000000000000000000000000000" + "00000000000000000000000000000000";
  private static final String YAML =
      """
      sources:
        hub: {scheme: github, secrets: [env:S]}
        pay: {scheme: stripe, secrets: [env:S]}
        call: {scheme: twilio, secrets: [env:S], public_url: 'https://hooks.example.com/in/call'}
        shop: {scheme: token, token: 'header:X-Token', secrets: [env:S]}
        door: {scheme: basic, secrets: [env:DOOR]}
        rooms: {scheme: livekit, secrets: [env:LONG], parameters: {api_key: APIabc}}
        links: {scheme: zoom, secrets: [env:S]}
        mail: {scheme: mailgun, secrets: [env:S]}
      """;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Sources sources = sources();

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "hub   |                     |",
        "hub   | X-Hub-Signature-256 | sha256=no-hex",
        "hub   | X-Hub-Signature-256 | sha256=" + ZEROS,
        "pay   |                     |",
        "pay   | Stripe-Signature    | t=1,v1=" + ZEROS,
        "call  |                     |",
        "call  | X-Twilio-Signature  | AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "shop  |                     |",
        "shop  | X-Token             | another",
        "door  |                     |",
        "door  | Authorization       | Basic dXNlcjp3cm9uZw==",
        "rooms |                     |",
        "links |                     |",
        "mail  |                     |",
      })
  void everyRefusalCostsWhatOneOfAnUnknownSourceCosts(String name, String header, String value) {
    HeaderLines headers = header == null ? HeaderLines.of() : HeaderLines.of(header, value);
    double[] unknown = new double[ROUNDS];
    double[] known = new double[ROUNDS];
    for (int i = -ROUNDS / 2; i < ROUNDS; i++) { // the first ones warm up
      unknown[Math.max(0, i)] = nanos(UNKNOWN, headers, LARGE);
      known[Math.max(0, i)] = nanos(name, headers, LARGE);
    }
    assertThat(median(unknown) / median(known)).isBetween(0.7, 1.4);
  }

  @Test
  void theCostGrowsWithTheBody() {
    HeaderLines headers = HeaderLines.of();
    double[] small = new double[ROUNDS];
    double[] large = new double[ROUNDS];
    for (int i = -ROUNDS / 2; i < ROUNDS; i++) {
      small[Math.max(0, i)] = nanos(UNKNOWN, headers, SMALL);
      large[Math.max(0, i)] = nanos(UNKNOWN, headers, LARGE);
    }
    assertThat(median(large) / median(small)).isGreaterThan(20);
  }

  private double nanos(String name, HeaderLines headers, byte[] body) {
    Source source = sources.findOrDecoy(name);
    RawRequest request =
        new RawRequest(
            source.name(),
            "POST",
            "/in/" + name,
            null,
            "https://hooks.example.com/in/" + name,
            headers,
            body,
            Content.of(body),
            NOW,
            "request-1");
    long began = threads.getCurrentThreadCpuTime();
    Judgement judgement =
        Intake.judge(source.verifier().verify(request, Circumstances.at(NOW)), source);
    long took = threads.getCurrentThreadCpuTime() - began;
    assertThat(judgement).isInstanceOf(Judgement.Refuse.class);
    return took;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Sources sources() {
    Map<String, String> secrets =
        Map.of("S", "s3cret", "DOOR", "user:password", "LONG", "a-secret-of-32-characters-or-more");
    ConfigResult<Sources> result =
        ConfigFile.parse(
            YAML, "test.yaml", Sources::read, SecretSource.of(secrets::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) -> sources;
      case ConfigResult.Faulty<Sources>(List<?> faults) -> throw new AssertionError(faults);
    };
  }
}
