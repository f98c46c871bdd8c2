package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import io.sluice.platform.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What the page about sources shows really works, judged by signatures made without our code. */
class SourcesDocTest {

  private static final Circumstances NOW = Circumstances.at(Requests.NOW);
  private static final String DOC = read(Path.of("../docs/sources.md"));

  @Test
  void theAcmeExampleTakesWhatItDescribes() throws GeneralSecurityException {
    Source acme = example("acme", Map.of("ACME_SECRET", "s3cret")).all().iterator().next();
    String body = "{\"event\":{\"name\":\"paid\",\"id\":\"e-1\",\"account\":\"a-9\"}}";
    String time = Long.toString(Requests.NOW.getEpochSecond());
    String signature =
        HexFormat.of().formatHex(mac("HmacSHA512", "s3cret".getBytes(UTF_8), time + "." + body));

    RawRequest request = Requests.post(body, "X-Acme-Signature", "t=" + time + ",s=" + signature);

    assertTakes(acme, request);
    assertThat(named(acme.naming().type(), request)).isEqualTo("paid");
    assertThat(named(acme.naming().id(), request)).isEqualTo("e-1");
    assertThat(named(acme.naming().key(), request)).isEqualTo("a-9");
  }

  @Test
  void theWarehouseExampleTakesWhatItDescribes() throws GeneralSecurityException {
    byte[] key = "a key of the warehouse".getBytes(UTF_8);
    String secret = "key_" + Base64.getEncoder().encodeToString(key);
    Source warehouse =
        example("warehouse", Map.of("WAREHOUSE_SECRET", secret)).all().iterator().next();
    String body = "<any body>";
    String time = Long.toString(Requests.NOW.toEpochMilli());
    byte[] signature = mac("HmacSHA256", key, "r-1\n" + time + "\n" + body);

    RawRequest request =
        Requests.post(
            body,
            "X-Request-Id",
            "r-1",
            "X-Request-Kind",
            "stock.low",
            "X-Request-Time",
            time,
            "X-Request-Mac",
            "v2 " + Base64.getEncoder().encodeToString(signature));

    assertTakes(warehouse, request);
    assertThat(named(warehouse.naming().type(), request)).isEqualTo("stock.low");
    assertThat(named(warehouse.naming().id(), request)).isEqualTo("r-1");
    assertThat(warehouse.settings().answerStatus()).isEqualTo(200);
    assertThat(warehouse.settings().ackDeadline()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void theTokenExamplesTakeWhatTheyDescribe() {
    Sources sources =
        example(
            "tokens",
            Map.of(
                "SENSOR_TOKEN", "abc", "BILLING_TOKEN", "abc", "LEGACY_USER_AND_PASSWORD", "u:p"));

    assertTakes(Objects.requireNonNull(sources.find("sensors")), with("X-Webhook-Token", "abc"));
    assertTakes(
        Objects.requireNonNull(sources.find("billing")), with("Authorization", "Bearer abc"));
    assertTakes(
        Objects.requireNonNull(sources.find("legacy")), with("Authorization", "Basic dTpw"));
  }

  @Test
  void everyKeyOfASourceIsOnThePage() {
    String prefix = "sources.<name>.";
    List<String> keys =
        ConfigReference.of(Sources::read).rows().stream()
            .map(ConfigReference.Row::path)
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .toList();

    assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(DOC).contains("| `" + key + "` |"));
  }

  @Test
  void everySchemeIsOnThePage() {
    assertThat(Providers.NAMES).allSatisfy(name -> assertThat(DOC).contains("| `" + name + "` |"));
    assertThat(SchemeKind.values())
        .allSatisfy(kind -> assertThat(DOC).contains("| `" + kind.word() + "` |"));
  }

  private static Sources example(String name, Map<String, String> environment) {
    Pattern example =
        Pattern.compile("<!-- tested: " + name + " -->\n```yaml\n(.*?)```", Pattern.DOTALL);
    Matcher found = example.matcher(DOC);
    assertThat(found.find()).as("the example " + name).isTrue();
    return Configs.valid(found.group(1), environment);
  }

  private static void assertTakes(Source source, RawRequest request) {
    assertThat(source.verifier().verify(request, NOW)).isInstanceOf(Verdict.Genuine.class);
    assertThat(source.verifier().verify(Requests.withHeaders(request, HeaderLines.of()), NOW))
        .isInstanceOf(Verdict.Refused.class);
  }

  private static RawRequest with(String header, String value) {
    return Requests.post("{}", header, value);
  }

  private static String named(List<NameRule> rules, RawRequest request) {
    return String.valueOf(rules.getFirst().find(request));
  }

  private static byte[] mac(String algorithm, byte[] key, String content)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key, algorithm));
    return mac.doFinal(content.getBytes(UTF_8));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " is missing", e);
    }
  }
}
