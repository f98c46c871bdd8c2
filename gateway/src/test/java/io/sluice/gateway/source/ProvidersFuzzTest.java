package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.RequestText;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import io.sluice.testing.vectors.Vector;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** No request without the key is genuine for any provider, nor is it answered with a signature. */
class ProvidersFuzzTest {

  private static final Path VECTORS = Path.of("../testing/system/src/test/resources/vectors");

  /** Kinds of secrets, each with a second one of its kind; a provider has the first that fits. */
  private static final List<List<String>> SECRETS =
      List.of(
          List.of("6e6f2066757a7a6572206b6e6f77732069742121", "6e6f722074686973206f6e6521212121"),
          List.of("fuzz:a password that no fuzzer knows", "fuzz:and another one of them"),
          publicKey("MCowBQYDK2VwAyEAfSFP22aINy6B1aoUalHZKjtb6uCNHICI7H00pHXwzGs="),
          publicKey(
              "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv4Twq3lQqwBnToAZtOlsYxHqistj"
                  + "rANWsH+a0s8QkO0g1hPCIhZ5FC80+gqLtuWqx5R91oNenOp5wfEWySkbnw=="),
          List.of());

  /** A source as its provider has it, and the same with another secret. */
  private record Pair(Source one, Source other) {}

  private static final List<Pair> PAIRS =
      Providers.NAMES.stream().flatMap(ProvidersFuzzTest::pairs).toList();

  private static List<String> publicKey(String base64) {
    return List.of("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  private static Stream<Pair> pairs(String name) {
    Provider provider = new Providers().get(name);
    List<String> variants = new ArrayList<>(provider.variants().keySet());
    variants.add("");
    return variants.stream().map(variant -> pair(provider, variant));
  }

  private static Pair pair(Provider provider, String variant) {
    List<String> keys = new ArrayList<>(List.of("scheme: " + provider.name()));
    if (!variant.isEmpty()) {
      keys.add("variant: " + variant);
    }
    List<String> parameters =
        provider.parameters().values().stream()
            .filter(Parameter::required)
            .map(parameter -> parameter.name() + ": " + value(parameter.name()))
            .toList();
    if (!parameters.isEmpty()) {
      keys.add("parameters: {" + String.join(", ", parameters) + "}");
    }
    for (List<String> secrets : SECRETS) {
      List<String> all = new ArrayList<>(keys);
      if (!secrets.isEmpty()) {
        all.add("secrets: [env:SECRET]");
      }
      String yaml = "sources: {fuzz: {" + String.join(", ", all) + "}}";
      Map<String, String> first = new HashMap<>();
      Map<String, String> last = new HashMap<>();
      secrets.forEach(secret -> first.putIfAbsent("SECRET", secret));
      secrets.forEach(secret -> last.put("SECRET", secret));
      if (Configs.faults(yaml, first).isEmpty()) {
        return new Pair(source(yaml, first), source(yaml, last));
      }
    }
    throw new AssertionError(provider.name() + " takes none of these secrets: " + keys);
  }

  private static String value(String parameter) {
    return parameter.equals("topic_arn")
        ? "'arn:aws:sns:us-east-1:123456789012:t'"
        : "1JE4291016473214C";
  }

  private static Source source(String yaml, Map<String, String> environment) {
    return Configs.valid(yaml, environment).all().iterator().next();
  }

  /** A genuine request and a question of each provider, under keys that are not ours. */
  static Stream<byte[]> requests() {
    return Vector.providers(VECTORS).stream()
        .flatMap(provider ->
            Stream.of(true, false)
                .flatMap(handshake ->
                    Vector.load(VECTORS, provider).stream()
                        .filter(vector -> vector.accepted() && vector.handshake() == handshake)
                        .limit(1)))
        .map(ProvidersFuzzTest::text);
  }

  private static byte[] text(Vector vector) {
    List<String> headers = List.of(vector.headersAsRead());
    String target =
        URI.create(vector.url()).getRawPath()
            + Optional.ofNullable(vector.query()).map(query -> "?" + query).orElse("");
    return RequestText.of(vector.method(), target, vector.clockSeconds(), headers, vector.body());
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = "8m")
  void acceptsNoRequestWithoutTheKey(byte[] data) {
    RawRequest request = RequestText.read(data);
    Circumstances circumstances = Circumstances.at(request.receivedAt());
    for (Pair pair : PAIRS) {
      Verdict verdict = pair.one().verifier().verify(request, circumstances);
      switch (verdict) {
        case Verdict.Refused _ -> {}
        case Verdict.Wanting(URI certificate) ->
            assertThat(certificate).as(pair.one().scheme()).hasScheme("https");
        // An answer that is the same under another key holds nothing that was made with one.
        case Verdict.Handshake(var reply, var visit) -> {
          assertThat(pair.other().verifier().verify(request, circumstances)).isEqualTo(verdict);
          assertThat(reply.status()).isBetween(200, 299);
          assertThat(visit).as(pair.one().scheme()).isEmpty();
        }
        case Verdict.Genuine genuine ->
            throw new AssertionError(pair.one().scheme() + " takes it for " + genuine);
      }
      assertNamed(pair.one().naming(), request);
    }
  }

  private static void assertNamed(EventNaming naming, RawRequest request) {
    Stream.of(naming.type(), naming.id(), naming.key(), naming.subject())
        .flatMap(List::stream)
        .forEach(rule -> {
          String found = rule.find(request);
          assertThat(found == null || !found.isEmpty()).as(rule.toString()).isTrue();
        });
  }
}
