package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.RequestText;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.UrlEncoded;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The forms in which providers sign a request do not depend on what they leave out. */
class CanonicalFuzzTest {

  private static final HeaderLines FORM =
      HeaderLines.of("Content-Type", "application/x-www-form-urlencoded");

  /** The first line of the input is the target; what follows it is the body, a form. */
  @FuzzTest
  void sortsFieldsThatComeInAnyOrder(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    String target = "/" + new String(parts.line(), ISO_8859_1);
    RawRequest request = request(target, parts.rest());
    RawRequest turned = request(turnedTarget(target), turned(parts.rest()));

    for (Canonical form : Canonical.values()) {
      String written = form.of(request);
      assertThat(written).isNotNull();
      assertThat(form.of(request)).isEqualTo(written);
      if (List.of(Canonical.SORTED_FORM, Canonical.SORTED_QUERY, Canonical.PLIVO_URL)
          .contains(form)) {
        assertThat(form.of(turned)).as(form.name()).isEqualTo(written);
      }
    }
    String pairs =
        UrlEncoded.pairs(parts.rest()).stream()
            .map(pair -> List.of(pair.name(), pair.value()))
            .distinct()
            .sorted(CanonicalFuzzTest::compare)
            .map(pair -> String.join("", pair))
            .collect(Collectors.joining());
    assertThat(Canonical.SORTED_FORM.of(request)).isEqualTo(pairs);
  }

  private static int compare(List<String> one, List<String> other) {
    int byName = one.getFirst().compareTo(other.getFirst());
    return byName == 0 ? one.getLast().compareTo(other.getLast()) : byName;
  }

  private static RawRequest request(String target, byte[] body) {
    return Requests.of("POST", target, FORM, body, Requests.NOW);
  }

  private static String turnedTarget(String target) {
    String[] parts = target.split("\\?", 2);
    return parts.length < 2
        ? target
        : parts[0] + "?" + new String(turned(parts[1].getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private static byte[] turned(byte[] pairs) {
    List<String> all = Arrays.asList(new String(pairs, ISO_8859_1).split("&", -1));
    Collections.reverse(all);
    return String.join("&", all).getBytes(ISO_8859_1);
  }
}
