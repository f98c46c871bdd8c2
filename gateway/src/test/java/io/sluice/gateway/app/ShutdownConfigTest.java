package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownConfigTest {

  @Test
  void leavesThreeQuartersOfWhatTheNoticeLeavesToRequestsInFlight() {
    ShutdownConfig config = valid("shutdown: {notice: 10s, grace: 50s}");
    assertThat(config.notice()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.inFlightMax()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.partsMax()).isEqualTo(Duration.ofSeconds(10));
  }

  /** Kubernetes kills after 30 seconds, and the process has five to end in. */
  @Test
  void fitsIntoWhatKubernetesGrantsUnlessToldOtherwise() {
    assertThat(valid("{}"))
        .isEqualTo(new ShutdownConfig(Duration.ofSeconds(5), Duration.ofSeconds(25)));
  }

  @ParameterizedTest
  @CsvSource({"5s, 5s", "10s, 5s"})
  void theNoticeIsAPartOfTheGrace(String notice, String grace) {
    assertThat(read("shutdown: {notice: %s, grace: %s}".formatted(notice, grace)))
        .isInstanceOfSatisfying(
            ConfigResult.Faulty.class,
            faulty ->
                assertThat(faulty.toString()).contains("must be longer than shutdown.notice"));
  }

  private static ShutdownConfig valid(String yaml) {
    return switch (read(yaml)) {
      case ConfigResult.Valid<ShutdownConfig>(ShutdownConfig config) -> config;
      case ConfigResult.Faulty<ShutdownConfig>(List<Fault> faults) ->
          throw new AssertionError(faults);
    };
  }

  private static ConfigResult<ShutdownConfig> read(String yaml) {
    return ConfigFile.parse(
        yaml,
        "test.yaml",
        root -> root.section("shutdown", ShutdownConfig::read, "How the gateway stops."),
        SecretSource.of(Map.<String, String>of()::get, Path.of("")));
  }
}
