package io.sluice.gateway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.content.ContentCoding.Compressed;
import io.sluice.gateway.content.ContentCoding.Plain;
import io.sluice.gateway.content.ContentCoding.Unsupported;
import io.sluice.gateway.exchange.HeaderLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

  @Test
  void withoutAHeaderABodyIsPlain() {
    assertThat(ContentCoding.of(HeaderLines.of())).isEqualTo(new Plain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "identity", "Identity", "identity, identity"})
  void nothingDoneIsPlain(String line) {
    assertThat(of(line)).isEqualTo(new Plain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip           | GZIP
          GZip           | GZIP
          x-gzip         | GZIP
          deflate        | DEFLATE
          identity, gzip | GZIP
          deflate,       | DEFLATE
          """)
  void knowsItsCodingsInAnySpelling(String line, Compression kind) {
    assertThat(of(line)).isEqualTo(new Compressed(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "zstd",
        "compress",
        "aes128gcm",
        "gzip, gzip",
        "gzip, deflate",
        "br, identity",
        "gzip;q=1",
        "gz ip",
        "gzip gzip",
        "*"
      })
  void supportsNoOtherCodingAndNoMoreThanOne(String line) {
    assertThat(of(line)).isEqualTo(new Unsupported());
  }

  @Test
  void severalLinesAreOneList() {
    HeaderLines twice = HeaderLines.of("Content-Encoding", "gzip", "content-encoding", "gzip");
    assertThat(ContentCoding.of(twice)).isEqualTo(new Unsupported());
  }

  private static ContentCoding of(String line) {
    return ContentCoding.of(HeaderLines.of("Content-Encoding", line));
  }
}
