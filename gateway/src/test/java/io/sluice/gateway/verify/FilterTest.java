package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sluice.gateway.exchange.Parsed;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

  @ParameterizedTest
  @CsvSource({
    "LOWER, aÄb, aäb",
    "UPPER, aäB, AÄB",
    "HEX, az, 617a",
    "BASE64, 'a?>~', YT8+fg==",
    "BASE64URL, 'a?>~', YT8-fg",
    "CRC32, abc, 891568578",
    "CRC32, a, 3904355907",
    "URLENCODE, 'a b/c', a+b%2Fc"
  })
  void changesTexts(Filter filter, String text, String changed) {
    assertThat(new String(filter.apply(text.getBytes(UTF_8)), UTF_8)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, 900150983cd24fb0d6963f7d28e17f72",
    "SHA1, a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  })
  void hashes(Filter filter, String hex) {
    assertThat(filter.apply("abc".getBytes(UTF_8))).isEqualTo(HexFormat.of().parseHex(hex));
  }

  @Test
  void hashesLongest() {
    byte[] hash = Filter.SHA512.apply("abc".getBytes(UTF_8));

    assertThat(HexFormat.of().formatHex(hash)).startsWith("ddaf35a193617abacc417349ae204131");
    assertThat(hash).hasSize(64);
  }

  @Test
  void quotesAsJsonDoes() {
    assertThat(json("a b~ä")).isEqualTo("\"a b~ä\"");
    assertThat(json("\"\\\n\u001f ")).isEqualTo("\"\\\"\\\\\\u000a\\u001f \"");
    assertThat(json("\ud83d\ude00")).isEqualTo("\"\\ud83d\\ude00\"");
  }

  @Test
  void isKnownByItsWord() {
    assertThat(Filter.of("base64url")).isEqualTo(new Parsed.Good<>(Filter.BASE64URL));
    assertThat(Filter.of("BASE64"))
        .isEqualTo(
            new Parsed.Bad<Filter>(
                "|BASE64 is not known; write |lower |upper |md5 |sha1 |sha256 |sha512 |hex"
                    + " |base64 |base64url |crc32 |urlencode |json |hmac"));
  }

  @Test
  void signsNothingItself() {
    assertThatIllegalStateException().isThrownBy(() -> Filter.HMAC.apply(new byte[0]));
  }

  private static String json(String text) {
    return new String(Filter.JSON.apply(text.getBytes(UTF_8)), UTF_8);
  }
}
