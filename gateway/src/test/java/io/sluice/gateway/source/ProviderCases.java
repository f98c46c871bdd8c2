package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Proof;
import io.sluice.gateway.verify.Prover;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Signer;
import io.sluice.testing.vectors.Vector;
import io.sluice.testing.vectors.VectorSources;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cases for all providers: one for each entry and variant, and one for each further way of signing.
 *
 * @param lacks sentences on what is missing
 */
record ProviderCases(List<ProviderCase> cases, List<String> lacks) {

  static final ProviderCases READ = read();

  private static ProviderCases read() {
    ProviderCases all = new ProviderCases(new ArrayList<>(), new ArrayList<>());
    Providers providers = new Providers();
    for (String name : Providers.NAMES) {
      all.add(name, Optional.empty());
      providers.get(name).variants().keySet().forEach(v -> all.add(name, Optional.of(v)));
    }
    Stream.of(SchemeKind.values())
        .filter(SchemeKind::isOpen)
        .map(SchemeKind::word)
        .filter(kind -> Files.exists(VectorRequests.FOLDER.resolve(kind + ".json")))
        .forEach(kind -> all.add(kind, Optional.empty()));
    return all;
  }

  private void add(String provider, Optional<String> variant) {
    String name = provider + variant.map(v -> "-" + v).orElse("");
    String file = "testing/system/src/test/resources/vectors/" + provider + ".json";
    if (!Files.exists(VectorRequests.FOLDER.resolve(provider + ".json"))) {
      lacks.add(name + " has no vectors: write some signed requests of it into " + file);
      return;
    }
    // Requests that were made for a variant come first.
    List<Vector> vectors =
        Vector.load(VectorRequests.FOLDER, provider).stream()
            .filter(v -> v.accepted() && !v.handshake() && !v.disputed())
            .sorted(Comparator.comparing(v -> !text(provider, v).variant().equals(variant)))
            .toList();
    Optional<ProviderCase> first =
        vectors.stream().flatMap(v -> fit(name, provider, variant, v).stream()).findFirst();
    if (first.isEmpty()) {
      lacks.add(
          name
              + " has no genuine request: of "
              + vectors.size()
              + " accepted events in "
              + file
              + " none is proved by a source of this entry"
              + variant.map(v -> " with variant " + v).orElse(""));
      return;
    }
    cases.add(first.get());
    if (first.get().scheme() instanceof SignedScheme(List<SignedWay> ways)) {
      addWays(first.get(), variant, ways, vectors);
    }
  }

  private void addWays(
      ProviderCase first, Optional<String> variant, List<SignedWay> ways, List<Vector> vectors) {
    for (int i = 0; i < ways.size(); i++) {
      SignedWay way = ways.get(i);
      String name = first.name() + "#" + (i + 1);
      if (!isProvedBy(way, first)
          && recorded(first.provider()).noneMatch(c -> isProvedBy(way, c))) {
        vectors.stream()
            .flatMap(v -> fit(name, first.provider(), variant, v).stream())
            .filter(fitting -> isProvedBy(way, fitting))
            .findFirst()
            .or(() -> signed(name, way, first))
            .ifPresentOrElse(
                cases::add,
                () ->
                    lacks.add(
                        name
                            + " has no genuine request: none of its vectors is signed like this, we"
                            + " cannot sign like this either, and no folder in"
                            + " gateway/src/test/resources/schemes/ has a request of it"));
      }
    }
  }

  private static Optional<ProviderCase> fit(
      String name, String provider, Optional<String> variant, Vector vector) {
    SourceText own = text(provider, vector);
    if (own.variant().isPresent() && !own.variant().equals(variant)) {
      return Optional.empty();
    }
    SourceText text = variant.map(own::withVariant).orElse(own);
    if (!(text.tryRead() instanceof Parsed.Good<Source>(Source source))) {
      return Optional.empty();
    }
    RawRequest request = VectorRequests.request(source, vector);
    return text.secrets().isEmpty()
        ? ProviderCase.of(name, provider, vector, text, request)
        : text.secrets().stream()
            .flatMap(secret ->
                ProviderCase.of(name, provider, vector, text.withSecrets(secret), request).stream())
            .findFirst();
  }

  private static SourceText text(String provider, Vector vector) {
    VectorSources sources = new VectorSources("webhooks.vectors");
    var _ = sources.nameFor(provider, vector);
    SourceText text = new SourceText(sources.yaml(), sources.secrets());
    return Providers.NAMES.contains(provider) ? complete(text, provider) : text;
  }

  /** With the secret parameters that a source may do without, so that they are tried as well. */
  private static SourceText complete(SourceText given, String provider) {
    SourceText text = given;
    for (Parameter parameter : new Providers().get(provider).parameters().values()) {
      if (parameter.secret() && given.parameters().find(parameter.name()) == null) {
        text = text.withSecretParameter(parameter.name(), "a secret parameter");
      }
    }
    return text;
  }

  private static Stream<SchemeCase> recorded(String provider) {
    return SchemeCase.all().filter(recorded -> recorded.source().scheme().equals(provider));
  }

  private static boolean isProvedBy(SignedWay way, Subject that) {
    return new SignedScheme(List.of(way)).prover(that.secret())
            instanceof Parsed.Good<Prover>(Prover prover)
        && prover.prove(that.genuine(), that.at(that.now())) instanceof Proof.Proven;
  }

  /** The same request, signed by us in another way. */
  private static Optional<ProviderCase> signed(String name, SignedWay way, ProviderCase first) {
    SignedScheme only = new SignedScheme(List.of(way));
    Optional<KeyHalves> keys = KeyHalves.of(way.key().algorithm());
    NamedSecret secret =
        keys.map(k -> new NamedSecret("own", k.privatePem())).orElse(first.secret());
    RawRequest bare = first.genuine();
    for (String header : EntryPlaces.of(first.scheme()).headers()) {
      bare = Requests.withHeader(bare, header);
    }
    if (!(only.signer(secret) instanceof Parsed.Good<Signer>(Signer signer))) {
      return Optional.empty();
    }
    SourceText text =
        keys.map(k -> first.text().with("OWN", k.publicPem()).withSecrets("OWN"))
            .orElse(first.text());
    RawRequest signed = Requests.withHeadersOf(bare, signer.sign(bare, "m-1", first.now()));
    return ProviderCase.of(name, first.provider(), first.vector(), text, signed);
  }
}
