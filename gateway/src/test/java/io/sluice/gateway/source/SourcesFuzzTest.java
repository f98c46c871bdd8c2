package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import io.sluice.platform.config.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file says of sources and providers, it is read or its faults are told. */
class SourcesFuzzTest {

  private static final Map<String, String> SECRETS =
      Map.of(
          "SECRET", "7468652073656372657420746861742069732074",
          "MESSAGE", "k-1 hmac-sha256 dGhlIHNlY3JldCB0aGF0IGlzIHRoZXJl",
          "OTHER", "user:pass word");

  private static final Parameters PARAMETERS = new Parameters(Map.of("topic", "t", "key", "k"));

  static Stream<byte[]> sources() {
    return SchemeCase.all().map(recorded -> recorded.yaml().getBytes(UTF_8));
  }

  static Stream<byte[]> providers() {
    return Providers.NAMES.stream().map(SourcesFuzzTest::file);
  }

  private static byte[] file(String provider) {
    String file = "/providers/" + provider + ".yaml";
    try (InputStream in = Providers.class.getResourceAsStream(file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @MethodSource("sources")
  @FuzzTest(maxDuration = "5m")
  void readsAnySourcesOrTellsFaults(byte[] data) {
    if (read(data, Sources::read) instanceof ConfigResult.Valid<Sources>(Sources sources)) {
      for (Source source : sources.all()) {
        assertThat(source.toString()).isNotBlank();
        assertRefuses(source, "POST", data);
        assertRefuses(source, "GET", data);
      }
    }
  }

  @MethodSource("providers")
  @FuzzTest(maxDuration = "5m")
  void readsAnyProviderOrTellsFaults(byte[] data) {
    var result = read(data, root -> ProviderReader.read("fuzz", root, PARAMETERS));
    if (result instanceof ConfigResult.Valid<Provider>(Provider provider)) {
      assertThat(provider.scheme().explain().steps()).isNotEmpty();
      assertThat(provider.variants().values())
          .allSatisfy(variant -> assertThat(variant.explain().steps()).isNotEmpty());
    }
  }

  /** What the environment holds must not be found in any fault. */
  private static <T> ConfigResult<T> read(byte[] data, Function<Section, T> reader) {
    String yaml = new String(data, UTF_8);
    SecretSource secrets = SecretSource.of(SECRETS::get, Path.of("/nowhere"));
    // Files of the machine are not for a fuzzer to read; nor is a secret one that the file holds.
    boolean isOurs = !yaml.contains("file:") && SECRETS.values().stream().noneMatch(yaml::contains);
    String text = isOurs ? yaml : "";
    ConfigResult<T> result = ConfigFile.parse(text, "sluice.yaml", reader, secrets);
    if (result instanceof ConfigResult.Faulty<T>(List<Fault> faults)) {
      assertThat(faults).isNotEmpty().allSatisfy(SourcesFuzzTest::assertTold);
    }
    return result;
  }

  private static void assertTold(Fault fault) {
    String line = fault.toString();
    assertThat(line).doesNotContainPattern("\\R");
    SECRETS.values().forEach(secret -> assertThat(line).doesNotContain(secret));
  }

  private static void assertRefuses(Source source, String method, byte[] data) {
    String text = new String(data, UTF_8).replace('\n', ' ');
    HeaderLines headers = HeaderLines.of("Authorization", text, "X-Signature", text);
    RawRequest request = Requests.of(method, "/in/x?a=" + text, headers, data, Requests.NOW);
    Verdict verdict = source.verifier().verify(request, Circumstances.at(Requests.NOW));
    assertThat(verdict).isNotInstanceOf(Verdict.Genuine.class);
    source.naming().id().forEach(rule -> assertFound(rule, request));
    source.naming().type().forEach(rule -> assertFound(rule, request));
  }

  private static void assertFound(NameRule rule, RawRequest request) {
    String found = rule.find(request);
    assertThat(found == null || !found.isEmpty()).isTrue();
  }
}
