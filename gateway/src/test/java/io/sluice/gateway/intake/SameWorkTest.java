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

/**
 * A source that does not exist costs what one costs that does: a digest over the whole body. The
 * time is that of this thread on a processor, so that what else the machine does counts little.
 */
class SameWorkTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final byte[] LARGE = new byte[2 << 20];
  private static final byte[] SMALL = new byte[2 << 10];
  private static final int ROUNDS = 40;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Sources sources = sources();

  @Test
  void anUnknownSourceCostsAsMuchAsABadSignature() {
    double[] unknown = new double[ROUNDS];
    double[] known = new double[ROUNDS];
    for (int i = -ROUNDS / 2; i < ROUNDS; i++) { // the first ones warm up
      unknown[Math.max(0, i)] = nanos("nobody", LARGE);
      known[Math.max(0, i)] = nanos("hub", LARGE);
    }
    assertThat(median(unknown) / median(known)).isBetween(0.7, 1.4);
  }

  @Test
  void itsCostGrowsWithTheBody() {
    double[] small = new double[ROUNDS];
    double[] large = new double[ROUNDS];
    for (int i = -ROUNDS / 2; i < ROUNDS; i++) {
      small[Math.max(0, i)] = nanos("nobody", SMALL);
      large[Math.max(0, i)] = nanos("nobody", LARGE);
    }
    assertThat(median(large) / median(small)).isGreaterThan(20);
  }

  private double nanos(String name, byte[] body) {
    Source source = sources.findOrDecoy(name);
    RawRequest request =
        new RawRequest(
            source.name(),
            "POST",
            "/in/" + name,
            null,
            "https://hooks.example.com/in/" + name,
            HeaderLines.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)),
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
    ConfigResult<Sources> result =
        ConfigFile.parse(
            "sources: {hub: {scheme: github, secrets: [env:S]}}",
            "test.yaml",
            Sources::read,
            SecretSource.of(Map.of("S", "s3cret")::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) -> sources;
      case ConfigResult.Faulty<Sources>(List<?> faults) -> throw new AssertionError(faults);
    };
  }
}
