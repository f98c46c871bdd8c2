package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00.000000Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00.000000Z",
        "2024-02-29T08:09:07.000001Z",
        "9999-12-31T23:59:59.999999Z"
      })
  void writesUtcWithMicroseconds(String time) {
    assertThat(new String(Rfc3339.utcMicros(Instant.parse(time)), US_ASCII)).isEqualTo(time);
  }
}
