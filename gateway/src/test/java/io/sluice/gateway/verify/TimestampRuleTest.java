package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampRuleTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000, 700_000_000);

  @ParameterizedTest
  @CsvSource({
    "1790000000, proven",
    "1789999700, proven",
    "1789999699, STALE_TIMESTAMP",
    "0,          STALE_TIMESTAMP",
    "1790000300, proven",
    "1790000301, FUTURE_TIMESTAMP",
    "1790000000000, FUTURE_TIMESTAMP",
    "999999999999999, FUTURE_TIMESTAMP"
  })
  void judgesSecondsByWholeSeconds(String text, String expected) {
    assertThat(judged(TimestampRule.Format.SECONDS, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1790000000700, proven",
    "1789999700700, proven",
    "1789999700699, STALE_TIMESTAMP",
    "1790000300700, proven",
    "1790000300701, FUTURE_TIMESTAMP",
    "1790000000,    STALE_TIMESTAMP"
  })
  void judgesMilliseconds(String text, String expected) {
    assertThat(judged(TimestampRule.Format.MILLIS, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1790000000",
        "1790000000x",
        " 1790000000",
        "1790000000 ",
        "1.79e9",
        "0x6ab1",
        "1790000000.0",
        "１７９００００００００",
        "yesterday",
        "9999999999999999",
        "99999999999999999999",
        "2026-09-21T14:13:20Z",
        "1790000000\n"
      })
  void refusesWhatIsNotDigitsAlone(String text) {
    assertThat(judged(TimestampRule.Format.SECONDS, text)).isEqualTo("MALFORMED_HEADER");
    assertThat(judged(TimestampRule.Format.MILLIS, text)).isEqualTo("MALFORMED_HEADER");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-21T14:13:20Z, proven",
    "2026-09-21t14:13:20z, proven",
    "2026-09-21T14:13:20.123456789Z, proven",
    "2026-09-21T16:13:20+02:00, proven",
    "2026-09-21T14:08:20Z, proven",
    "2026-09-21T14:08:19.999Z, STALE_TIMESTAMP",
    "2026-09-21T14:18:20.999Z, proven",
    "2026-09-21T14:18:21Z, FUTURE_TIMESTAMP",
    "2016-12-31T23:59:60Z, STALE_TIMESTAMP"
  })
  void judgesDatesByWholeSeconds(String text, String expected) {
    assertThat(judged(TimestampRule.Format.RFC3339, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-09-21",
        "2026-09-21 14:13:20Z",
        "2026-09-21T14:13:20",
        "2026-09-21T14:13Z",
        "2026-09-21T14:13:20.Z",
        "2026-09-21T14:13:20,5Z",
        "2026-09-21T14:13:20.1234567890Z",
        "2026-09-21T14:13:20+00",
        "2026-09-21T14:13:20+0000",
        "2026-09-21T14:13:20+00:00:30",
        "2026-09-20T24:00:00Z",
        "2026-09-21T14:13:60Z",
        "2026-02-29T14:13:20Z",
        "+12026-09-21T14:13:20Z",
        "-2026-09-21T14:13:20Z",
        "2026-09-21T14:13:20Z\n",
        "1790000000"
      })
  void refusesWhatIsNoDateOfTheStandard(String text) {
    assertThat(judged(TimestampRule.Format.RFC3339, text)).isEqualTo("MALFORMED_HEADER");
  }

  @Test
  void writesWhatItReads() {
    assertThat(rule(TimestampRule.Format.SECONDS).write(NOW)).isEqualTo("1790000000");
    assertThat(rule(TimestampRule.Format.MILLIS).write(NOW)).isEqualTo("1790000000700");
    assertThat(rule(TimestampRule.Format.RFC3339).write(NOW)).isEqualTo("2026-09-21T14:13:20Z");
  }

  private static String judged(TimestampRule.Format format, String text) {
    return switch (rule(format).judge(text, NOW)) {
      case Proof.Proven() -> "proven";
      case Proof.Refuted(Refusal reason, _) -> reason.name();
      case Proof.Wanting wanting -> throw new AssertionError(wanting);
    };
  }

  private static TimestampRule rule(TimestampRule.Format format) {
    return new TimestampRule(
        new TimestampRule.Place.InItem("t"),
        format,
        Optional.of(new TimestampRule.Tolerance(Duration.ofMinutes(5), Duration.ofMinutes(5))));
  }
}
