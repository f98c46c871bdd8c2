package io.sluice.platform.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** Durations and sizes are those numbers that arithmetic without limits finds. */
class ValuesFuzzTest {

  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of(
          "", 1L,
          "B", 1L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  @FuzzTest
  void readsDurationsAndSizesOrNothing(byte[] data) {
    String text = new String(data, UTF_8);
    Optional<TimeSpan> span = TimeSpan.parse(text);
    assertThat(span.map(found -> BigInteger.valueOf(found.duration().toMillis())))
        .isEqualTo(number(text, 18, MILLIS));
    span.ifPresent(found -> assertThat(TimeSpan.parse(found.toString())).contains(found));
    assertThat(span.isPresent() && !text.matches(TimeSpan.PATTERN)).isFalse();

    Optional<ByteSize> size = ByteSize.parse(text);
    assertThat(size.map(found -> BigInteger.valueOf(found.bytes())))
        .isEqualTo(number(text, 19, BYTES));
    size.ifPresent(found -> assertThat(ByteSize.parse(found.toString())).contains(found));
    assertThat(size.isPresent() && !text.matches(ByteSize.PATTERN)).isFalse();
  }

  private static Optional<BigInteger> number(String text, int digits, Map<String, Long> units) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    Long unit = units.get(text.substring(end));
    return end == 0 || end > digits || unit == null
        ? Optional.empty()
        : Optional.of(new BigInteger(text.substring(0, end)).multiply(BigInteger.valueOf(unit)))
            .filter(number -> number.compareTo(LONG_MAX) <= 0);
  }
}
