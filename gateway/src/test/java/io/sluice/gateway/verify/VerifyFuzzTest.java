package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No bytes of a stranger make the verification fail or succeed. */
class VerifyFuzzTest {

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout.Whole(""),
          new Layout.Whole("sha256="),
          new Layout.Items("v1", ',', '='),
          new Layout.Items("v1", ' ', ','),
          new Layout.Listed(',', ""));

  @FuzzTest
  void splitsAnyHeaderIntoPartsOfIt(byte[] data) {
    String line = new String(data, ISO_8859_1);
    for (Layout layout : LAYOUTS) {
      assertThat(layout.signatures(line)).allSatisfy(part -> assertThat(line).contains(part));
      assertThat(layout.items(line, "t")).allSatisfy(part -> assertThat(line).contains(part));
    }
  }

  @FuzzTest
  void readsOrRefusesAnyTemplate(byte[] data) {
    String text = new String(data, UTF_8);
    switch (Template.parse(text)) {
      case Parsed.Good<Template>(Template template) -> {
        assertThat(template).hasToString(text);
        if (!template.holdsHmac()) {
          assertThat(template.fill(Filling.of(Requests.post("{}")))).doesNotContainNull();
        }
      }
      case Parsed.Bad<Template>(String why) -> assertThat(why).isNotBlank();
    }
  }

  @FuzzTest
  void judgesAnyTimestamp(byte[] data) {
    String text = new String(data, ISO_8859_1);
    for (TimestampRule.Format format : TimestampRule.Format.values()) {
      Proof proof = rule("t", format).judge(text, Requests.NOW);
      if (proof instanceof Proof.Proven) {
        assertThat(text).matches("[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T.*");
      }
    }
  }

  @FuzzTest
  void decodesOnlyTheOneSpellingOfASignature(byte[] data) {
    String text = new String(data, ISO_8859_1);
    for (TextEncoding encoding : List.of(TextEncoding.HEX, TextEncoding.BASE64)) {
      byte[] bytes = encoding.decodeStrictly(text);
      if (bytes != null) {
        assertThat(encoding.encode(bytes)).isEqualTo(text);
        assertThat(encoding.fits(text, bytes.length)).isTrue();
      }
    }
  }

  /** The lines of the input are the values of the headers, and all of it is the body. */
  @FuzzTest
  void acceptsNothingThatWasNotSigned(byte[] data) {
    List<String> names = List.of("Authorization", "X-Signature", "X-Time", "X-Id", "X-Time");
    List<String> lines = new ArrayList<>();
    String[] values = new String(data, ISO_8859_1).split("\n", names.size());
    for (int i = 0; i < values.length; i++) {
      lines.addAll(List.of(names.get(i), values[i]));
    }
    RawRequest request = Requests.of(HeaderLines.of(lines.toArray(String[]::new)), data);
    for (SignatureScheme scheme : schemes()) {
      NamedSecret secret = new NamedSecret("test", "fuzz:a secret that no fuzzer can guess");
      assertThat(scheme.prover(secret).orThrow().prove(request, Circumstances.at(Requests.NOW)))
          .isInstanceOf(Proof.Refuted.class);
    }
  }

  private static List<SignatureScheme> schemes() {
    List<SignatureScheme> schemes = new ArrayList<>();
    schemes.add(new BasicScheme());
    schemes.add(
        new TokenScheme(
            List.of(new TokenScheme.Place(new Selector.Header("Authorization"), "Bearer ")),
            Optional.empty()));
    for (Layout layout : LAYOUTS) {
      schemes.add(
          new SignedScheme(
              List.of(
                  new SignedWay(
                      new KeyRule(
                          Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE),
                      new SignaturePlace.InHeader("X-Signature", false),
                      layout,
                      TextEncoding.HEX,
                      Template.parse("{header:X-Id}.{timestamp}.{body}").orThrow(),
                      Optional.of(rule("t", TimestampRule.Format.SECONDS)),
                      List.of(),
                      Optional.empty()))));
    }
    return schemes;
  }

  private static TimestampRule rule(String item, TimestampRule.Format format) {
    Duration limit = Duration.ofMinutes(5);
    return new TimestampRule(
        new TimestampRule.Place.InItem(item),
        format,
        Optional.of(new TimestampRule.Tolerance(limit, limit)));
  }
}
