package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Calls;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that describe tokens and message signatures of their own. */
class OpenSchemesTest {

  private static final Path DOC = Path.of("../docs/sources.md");
  private static final String URL = "https://hooks.example.com/in/test?a=1";
  private static final String KEY =
      "k-1 hmac-sha256 YSBrZXkgb2Ygc29tZSBsZW5ndGggZm9yIGEgcGFydG5lcg==";

  @Test
  void theJwtExampleTakesWhatItDescribes() {
    Source source = documented("clinic", Map.of("CLINIC_SECRET", "a secret of the clinic"));
    RawRequest signed = signed(source, "{\"type\":\"t\"}");

    assertThat(verdict(source, signed)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(source, Calls.to("POST", URL, new byte[0], signed.headers())))
        .isEqualTo(new Verdict.Refused(Refusal.UNMET_DEMAND));
    assertThat(source.naming().id().getFirst().find(signed)).isEqualTo("m-1");
    assertThat(source.provenIds()).containsExactlyElementsOf(source.naming().id());
  }

  @Test
  void theMessageSignatureExampleTakesWhatItDescribes() {
    Source source = documented("partner", Map.of("PARTNER_KEY", KEY));
    RawRequest signed = signed(source, "{\"id\":\"e-1\"}");

    assertThat(verdict(source, signed)).isInstanceOf(Verdict.Genuine.class);
    assertThat(signed.headers().all("signature-input"))
        .containsExactly(
            "sig1=(\"@method\" \"@target-uri\" \"x-request-id\" \"content-digest\")"
                + ";created=1790000000;keyid=\"k-1\";nonce=\"m-1\"");
    assertThat(source.provenIds()).containsExactlyElementsOf(source.naming().id());
  }

  @Test
  void oneWordIsEnoughForMessageSignatures() {
    Source strict = source("scheme: rfc9421, secrets: [env:KEY]");
    Source lax = source("scheme: rfc9421, secrets: [env:KEY], required_components: []");
    RawRequest bare = signed(lax, "body");

    assertThat(verdict(strict, signed(strict, "body"))).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(lax, bare)).isInstanceOf(Verdict.Genuine.class);
    assertThat(verdict(strict, bare)).isEqualTo(new Verdict.Refused(Refusal.UNMET_DEMAND));
    assertThat(strict.signatures().explain().coversBody()).isTrue();
    assertThat(lax.signatures().explain().coversBody()).isFalse();
  }

  @Test
  void severalKeysAreToldApartByTheirNames() {
    Source both =
        Configs.valid(
                "sources: {a: {scheme: rfc9421, secrets: [env:OLD, env:KEY]}}",
                Map.of("OLD", "k-0 hmac-sha256 AAAA", "KEY", KEY))
            .all()
            .iterator()
            .next();
    Signer signer = both.signatures().signer(new NamedSecret("env:KEY", KEY)).orThrow();
    RawRequest request = Calls.to("POST", URL, "x");
    RawRequest signed = Calls.with(request, signer.sign(request, "m-1", Requests.NOW));

    assertThat(verdict(both, signed))
        .isInstanceOfSatisfying(
            Verdict.Genuine.class,
            genuine -> assertThat(genuine.hook().secretName()).isEqualTo("env:KEY"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          token: header:A ; algorithms: is empty
          token: header:A, algorithms: [none] ; "none" is not accepted
          token: header:A, algorithms: [hs256] ; "hs256" is not accepted
          algorithms: [HS256] ; token
          token: headr:A, algorithms: [HS256] ; is not a place in a request
          token: header:A, algorithms: [RS256] ; neither is taken for the other
          token: header:A, algorithms: [HS256], claims: {a: "{x}"} ; {x} is not known
          token: header:A, algorithms: [HS256], claims: {exp: "1"} ; judged by the clock
          token: header:A, algorithms: [HS256], claims: {a: "{body|hmac}"} ; neither {timestamp}
          token: header:A, algorithms: [HS256], id: header:A ; is no id
          """)
  void tellsWhatIsWrongWithADescriptionOfTokens(String keys, String fault) {
    assertThat(faults("scheme: jwt, secrets: [env:KEY], " + keys)).anyMatch(f -> f.contains(fault));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          required_components: ["@status"] ; "@status" is no component
          required_components: [Date] ; "Date" is no component
          required_params: [create] ; "create" is no parameter
          required_component: [date] ; required_component
          id: header:Signature ; is no id
          secrets: [env:BAD] ; env:BAD must read KEYID ALGORITHM KEY
          """)
  void tellsWhatIsWrongWithADescriptionOfMessages(String keys, String fault) {
    String secrets = keys.startsWith("secrets") ? "" : "secrets: [env:KEY], ";

    assertThat(faults("scheme: rfc9421, " + secrets + keys)).anyMatch(f -> f.contains(fault));
  }

  private static List<String> faults(String keys) {
    return Configs.faults("sources: {a: {" + keys + "}}", Map.of("KEY", KEY, "BAD", "what"));
  }

  private static Source source(String keys) {
    return Configs.valid("sources: {a: {" + keys + "}}", Map.of("KEY", KEY))
        .all()
        .iterator()
        .next();
  }

  private static Source documented(String name, Map<String, String> environment) {
    try {
      Pattern example =
          Pattern.compile("<!-- tested: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL);
      Matcher found = example.matcher(Files.readString(DOC));
      assertThat(found.find()).isTrue();
      return Configs.valid(found.group(1), environment).all().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawRequest signed(Source source, String body) {
    RawRequest request = Calls.to("POST", URL, body);
    return Calls.with(request, source.signer().orElseThrow().sign(request, "m-1", Requests.NOW));
  }

  private static Verdict verdict(Source source, RawRequest request) {
    return source.verifier().verify(request, Circumstances.at(Requests.NOW));
  }
}
