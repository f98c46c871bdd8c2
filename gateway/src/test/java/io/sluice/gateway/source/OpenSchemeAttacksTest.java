package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every single change of a request with a token or a message signature is noticed. */
class OpenSchemeAttacksTest {

  private static final String URL = "https://hooks.example.com/in/test?a=1";
  private static final byte[] BODY = "{\"id\":\"e-1\"}".getBytes(UTF_8);

  private static final Map<String, String> SCHEMES =
      Map.of(
          "jwt",
          "token: header:Authorization, prefix: 'Bearer ', algorithms: [HS256],"
              + " claims: {url: '{url|sha256|hex}', body: '[{body|sha256|hex}]'}",
          "livekit",
          "parameters: {api_key: APIxyz}",
          "messagebird",
          "topic: t",
          "rfc9421",
          "required_params: [created, keyid, alg, nonce, expires]");

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "livekit", "messagebird", "rfc9421"})
  void noticesEveryChangedCharOfItsHeaders(String scheme) {
    Source source = source(scheme);
    HeaderLines proof = proof(source);
    proof.forEach((name, value) -> {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        String others = "" + (char) (c + 1) + (char) (c ^ 0x20) + (char) (c ^ 0x80) + ".:\"";
        for (int k = 0; k < others.length(); k++) {
          char other = others.charAt(k);
          if (other != c) {
            String changed = value.substring(0, i) + other + value.substring(i + 1);
            assertRefused(source, with(proof, name, changed), changed);
          }
        }
        assertRefused(source, with(proof, name, value.substring(0, i)), name);
        assertRefused(source, with(proof, name, value.substring(i + 1)), name);
      }
      assertRefused(source, with(proof, name, value + "="), name);
      assertRefused(source, with(proof, name, value + "," + value), name);
      assertRefused(source, with(proof, name, ""), name);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "livekit", "messagebird", "rfc9421"})
  void noticesEveryChangedByteOfTheBody(String scheme) {
    Source source = source(scheme);
    HeaderLines proof = proof(source);
    assertThat(verdict(source, Calls.to("POST", URL, BODY, proof)))
        .isInstanceOf(Verdict.Genuine.class);
    for (int i = 0; i < BODY.length; i++) {
      byte[] body = BODY.clone();
      body[i] ^= (byte) (1 << i % 8);
      assertRefused(source, Calls.to("POST", URL, body, proof), "byte " + i);
    }
    assertRefused(source, Calls.to("POST", URL, new byte[0], proof), "no body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jwt", "messagebird", "rfc9421"})
  void noticesAnotherUrl(String scheme) {
    Source source = source(scheme);
    HeaderLines proof = proof(source);

    assertRefused(source, Calls.to("POST", URL + "&b=2", BODY, proof), "query");
    assertRefused(source, Calls.to("POST", URL.replace("/test", "/rest"), BODY, proof), "path");
  }

  private static Source source(String scheme) {
    String secret =
        scheme.equals("rfc9421") ? "k-1 hmac-sha256 YSBrZXkgb2Ygc29tZSBsZW5ndGg=" : "a secret";
    String yaml =
        "sources: {a: {scheme: %s, secrets: [env:S], %s}}".formatted(scheme, SCHEMES.get(scheme));
    return Configs.valid(yaml, Map.of("S", secret)).all().iterator().next();
  }

  private static HeaderLines proof(Source source) {
    RawRequest request = Calls.to("POST", URL, BODY, HeaderLines.of());
    return source.signer().orElseThrow().sign(request, "m-1", Requests.NOW);
  }

  private static RawRequest with(HeaderLines proof, String name, String value) {
    RawRequest request = Calls.to("POST", URL, BODY, proof);
    return Requests.withHeader(request, name, value);
  }

  private static Verdict verdict(Source source, RawRequest request) {
    return source.verifier().verify(request, Circumstances.at(Requests.NOW));
  }

  private static void assertRefused(Source source, RawRequest request, String attack) {
    assertThat(verdict(source, request)).as(attack).isInstanceOf(Verdict.Refused.class);
  }
}
