package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Verdict;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verdict, type and id of requests whose truth comes from the providers' own libraries. */
class VectorsTest {

  private static final Path FOLDER = VectorRequests.FOLDER;

  static Stream<Vector> undisputed() {
    return all().filter(vector -> !vector.disputed());
  }

  private static Stream<Vector> all() {
    return Vector.providers(FOLDER).stream()
        .flatMap(provider -> Vector.load(FOLDER, provider).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("undisputed")
  void decidesLikeTheProvider(Vector vector) {
    Source source = source(vector);
    RawRequest request = VectorRequests.request(source, vector);

    Verdict verdict =
        source.methods().contains(vector.method())
            ? source.verifier().verify(request, VectorRequests.circumstances(vector))
            : new Verdict.Refused(io.sluice.gateway.verify.Refusal.UNMET_DEMAND, 405);

    switch (verdict) {
      case Verdict.Genuine _ -> {
        assertThat(vector.accepted()).isTrue();
        assertThat(vector.handshake() && vector.response().path("status").isNumber()).isFalse();
        assertNamed(vector.eventType(), true, source.naming().type(), request);
        assertNamed(vector.eventId(), vector.hasUniqueId(), source.naming().id(), request);
      }
      case Verdict.Handshake(var reply, var visit) -> {
        assertThat(vector.accepted()).isTrue();
        assertThat(vector.handshake()).isTrue();
        assertThat(visit.map(URI::toString).orElse("null"))
            .isEqualTo(vector.response().path("outbound_get").asText("null"));
        assertThat(reply.status()).isBetween(200, 299);
      }
      case Verdict.Refused _ -> assertThat(vector.accepted()).isFalse();
      case Verdict.Wanting wanting -> throw new AssertionError(wanting);
    }
  }

  private static void assertNamed(
      @org.jspecify.annotations.Nullable String wanted,
      boolean alone,
      List<NameRule> rules,
      RawRequest request) {
    if (wanted == null) {
      return;
    }
    String is =
        rules.stream()
            .map(rule -> Optional.ofNullable(rule.find(request)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("");
    if (alone) {
      assertThat(is).isEqualTo(wanted);
    } else {
      assertThat(is).contains(wanted);
    }
  }

  private static Source source(Vector vector) {
    VectorSources sources = new VectorSources("webhooks.vectors");
    String provider = vector.json().get("provider").asText();
    String name = sources.nameFor(provider, vector);
    Source source = Configs.valid(sources.yaml(), sources.secrets()).find(name);
    return java.util.Objects.requireNonNull(source);
  }
}
