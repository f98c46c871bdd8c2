package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** No bytes of a stranger make tokens and message signatures fail or succeed. */
class TokenFuzzTest {

  private static final String URL = "https://hooks.example.com/in/test?a=1";

  @FuzzTest
  void readsAnyStructuredFieldInOneWayOrRefusesIt(byte[] data) {
    String text = new String(data, ISO_8859_1);
    if (FieldParser.dictionary(text)
        instanceof Parsed.Good<SequencedMap<String, FieldMember>>(var dictionary)) {
      String written = FieldMember.writtenDictionary(dictionary);
      var again = FieldParser.dictionary(written).orThrow();
      assertThat(FieldMember.writtenDictionary(again)).isEqualTo(written);
      assertThat(again.sequencedKeySet()).containsExactlyElementsOf(dictionary.sequencedKeySet());
    }
  }

  @FuzzTest
  void readsAnyTokenInOneSpellingOrRefusesIt(byte[] data) {
    String text = new String(data, ISO_8859_1);
    if (CompactJws.parse(text) instanceof Parsed.Good<CompactJws>(CompactJws jws)) {
      assertThat(text).isEqualTo(new String(jws.signed(), US_ASCII) + "." + jws.signature());
      assertThat(text.substring(0, text.lastIndexOf('.')))
          .matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }
  }

  /** The input is the header and the claims of a token, in JSON with a line end between. */
  @FuzzTest
  void acceptsNoTokenThatWasNotSigned(byte[] data) {
    String[] parts = new String(data, UTF_8).split("\n", 2);
    String token =
        TextEncoding.BASE64URL.encode(parts[0].getBytes(UTF_8))
            + "."
            + TextEncoding.BASE64URL.encode(parts[parts.length - 1].getBytes(UTF_8))
            + "."
            + TextEncoding.BASE64URL.encode(new byte[32]);
    JwtScheme scheme =
        new JwtScheme(
            new Selector.Header("Authorization"),
            "",
            List.of(JwtAlgorithm.values()),
            new ClaimRules(Map.of(), Set.of(), Duration.ofHours(1)));

    assertRefuted(
        scheme,
        "a secret that no fuzzer can guess",
        Calls.to("POST", URL, "x", "Authorization", token));
  }

  /** The lines of the input are the values of the headers, and all of it is the body. */
  @FuzzTest
  void acceptsNoMessageThatWasNotSigned(byte[] data) {
    List<String> names = List.of("Signature-Input", "Signature", "Content-Digest", "X-Id", "X-Id");
    List<String> lines = new ArrayList<>();
    String[] values = new String(data, ISO_8859_1).split("\n", names.size());
    for (int i = 0; i < values.length; i++) {
      lines.addAll(List.of(names.get(i), values[i]));
    }
    HeaderLines headers = HeaderLines.of(lines.toArray(String[]::new));
    Rfc9421Scheme scheme =
        new Rfc9421Scheme(
            new MessageRules(
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(5),
                Optional.empty()));

    assertRefuted(
        scheme,
        "k hmac-sha256 YSBzZWNyZXQgdGhhdCBubyBmdXp6ZXIgY2FuIGd1ZXNz",
        Calls.to("POST", URL, data, headers));
  }

  private static void assertRefuted(SignatureScheme scheme, String secret, RawRequest request) {
    Prover prover = scheme.prover(new NamedSecret("test", secret)).orThrow();

    assertThat(prover.prove(request, Circumstances.at(Requests.NOW)))
        .isInstanceOf(Proof.Refuted.class);
  }
}
