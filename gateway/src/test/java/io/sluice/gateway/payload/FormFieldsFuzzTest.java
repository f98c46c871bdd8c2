package io.sluice.gateway.payload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.UrlEncoded;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
import java.util.Set;

/** The forms of strangers are read alike by all who read them here, and as the platform does. */
class FormFieldsFuzzTest {

  private static final String REPLACEMENT = "\uFFFD";

  @FuzzTest
  void findsTheValuesThatAllPairsHave(byte[] data) {
    Set<String> seen = new HashSet<>();
    for (UrlEncoded.Pair pair : UrlEncoded.pairs(data)) {
      if (seen.add(pair.name()) && !pair.name().isEmpty() && !pair.name().contains(REPLACEMENT)) {
        byte[] value = FormFields.value(data, pair.name());
        assertThat(value).isNotNull();
        assertThat(new String(value, UTF_8)).isEqualTo(pair.value());
      }
    }
  }

  @FuzzTest
  void callsSoundWhatThePlatformDecodesToText(byte[] data) {
    String text = new String(data, ISO_8859_1);
    boolean escapes = !text.matches("(?s).*%(?![0-9A-Fa-f]{2}).*");

    assertThat(PayloadCheck.check(BodyForm.FORM, data) instanceof Sound)
        .isEqualTo(escapes && isText(URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1)));
    if (escapes) {
      byte[] decoded = URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1);
      String field = "a=" + text.replace("&", "%26");
      assertThat(FormFields.value(field.getBytes(ISO_8859_1), "a")).isEqualTo(decoded);
    }
  }

  private static boolean isText(byte[] bytes) {
    try {
      var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
