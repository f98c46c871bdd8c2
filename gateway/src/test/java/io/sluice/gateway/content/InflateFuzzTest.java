package io.sluice.gateway.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.content.Inflated.Corrupt;
import io.sluice.gateway.content.Inflated.TooLarge;
import io.sluice.gateway.content.Inflated.Whole;
import java.util.List;

/** Whatever a stranger calls compressed ends within limits, and what is compressed comes back. */
class InflateFuzzTest {

  private static final int MAX = 20_000;

  @FuzzTest
  void inflatesOrRefusesAnyBytes(byte[] data) {
    for (Compression kind : Compression.values()) {
      int[] limits = {0, 1, 100, MAX};
      for (int limit : limits) {
        if (Inflated.of(data, kind, limit) instanceof Whole(byte[] body)) {
          assertThat(body.length).isLessThanOrEqualTo(limit);
          checkLimits(data, kind, body);
        }
      }
    }
  }

  @FuzzTest
  void inflatesWhatWasDeflated(byte[] data) {
    checkLimits(Deflated.gzip(data), Compression.GZIP, data);
    checkLimits(Deflated.zlib(data), Compression.DEFLATE, data);
    checkLimits(Deflated.raw(data), Compression.DEFLATE, data);
  }

  @FuzzTest
  void readsAnyTypeOrPattern(byte[] data) {
    String text = new String(data, ISO_8859_1);
    assertThat(MediaTypes.ANY.allows(text)).isTrue();
    boolean allowed = MediaTypes.parse(List.of("text/*")).orThrow().allows(text);
    assertThat(allowed && !text.strip().regionMatches(true, 0, "text/", 0, 5)).isFalse();
    assertThat(MediaTypes.parse(List.of(text))).isNotNull();
  }

  /** The body comes back with a limit of its length, and with one byte less it is too large. */
  private static void checkLimits(byte[] in, Compression kind, byte[] body) {
    switch (Inflated.of(in, kind, body.length)) {
      case Whole(byte[] again) -> assertThat(again).isEqualTo(body);
      case TooLarge(), Corrupt() -> throw new AssertionError("was whole before");
    }
    if (body.length > 0) {
      assertThat(Inflated.of(in, kind, body.length - 1)).isEqualTo(new TooLarge());
    }
  }
}
