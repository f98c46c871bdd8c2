package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.RequestText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template of any text, filled with any request, gives a content of bounded length. */
class TemplateFuzzTest {

  private static final Map<String, String> PARAMETERS = Map.of("a", "value of a parameter");
  private static final SigningKey KEY = MacKey.of(Algorithm.HMAC_SHA256, "key".getBytes(UTF_8));
  private static final ListPlace LIST = ListPlace.parse("/a").orThrow();

  /** The most that filters make of a byte, and listing a header of the place that asks for it. */
  private static final long GROWTH_MAX = 8;

  /** What a request has that is not in the input. */
  private static final int HEAD_BYTES_MAX = 64;

  /** The first line of the input is the template; what follows it is the request. */
  @FuzzTest(maxDuration = "5m")
  void fillsAnyTemplateWithinBounds(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    String text = new String(parts.line(), UTF_8);
    RawRequest request = RequestText.read(parts.rest());
    switch (Template.parse(text, PARAMETERS::get)) {
      case Parsed.Good<Template>(Template template) -> {
        assertThat(template).hasToString(text);
        long bytesMax = GROWTH_MAX * text.length() * (data.length + HEAD_BYTES_MAX);
        assertFills(template, request, bytesMax);
        assertFills(template.atElement(1), request, bytesMax);
        template.within(LIST).ifPresent(inside -> assertFills(inside, request, bytesMax));
      }
      case Parsed.Bad<Template>(String why) -> assertThat(why).isNotBlank();
    }
  }

  private static void assertFills(Template template, RawRequest request, long bytesMax) {
    for (Optional<SigningKey> key : List.of(Optional.of(KEY), Optional.<SigningKey>empty())) {
      LoneHeaders headers = new LoneHeaders(request.headers());
      List<byte[]> filled = template.fill(new Filling(request, "1790000000", headers, key));
      assertThat(filled.stream().mapToLong(piece -> piece.length).sum())
          .isLessThanOrEqualTo(bytesMax);
    }
    String found = template.find(request);
    if (found != null) {
      assertThat((long) found.length()).isLessThanOrEqualTo(bytesMax);
    }
  }
}
