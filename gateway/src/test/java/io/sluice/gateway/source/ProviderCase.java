package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.verify.Certificates;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Verdict;
import io.sluice.testing.vectors.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entry of a provider, or a variant of it, with a genuine request out of its vectors.
 *
 * @param name the provider, its variant if it is one, and the number of the way if not the first
 * @param provider the name of the entry
 * @param vector where the request comes from
 * @param text the source with the right secret only; {@code OTHER} is another one
 * @param genuine the request
 * @param certificates those that its sender would name
 */
record ProviderCase(
    String name,
    String provider,
    Vector vector,
    SourceText text,
    Source source,
    RawRequest genuine,
    Certificates certificates)
    implements Subject {

  private static final String OTHER = "OTHER";

  /** Every case that the vectors give. */
  static Stream<ProviderCase> all() {
    return ProviderCases.READ.cases().stream();
  }

  /** A case, unless the request is not genuine for such a source. */
  static Optional<ProviderCase> of(
      String name, String provider, Vector vector, SourceText right, RawRequest genuine) {
    if (!(right.tryRead() instanceof Parsed.Good<Source>(Source source))) {
      return Optional.empty();
    }
    SourceText text =
        right.secrets().isEmpty()
            ? right
            : right.with(OTHER, OtherSecret.like(value(right), source.signatures()));
    ProviderCase made =
        new ProviderCase(
            name, provider, vector, text, source, genuine, VectorCertificates.of(vector));
    return made.verdict(genuine) instanceof Verdict.Genuine ? Optional.of(made) : Optional.empty();
  }

  private static String value(SourceText text) {
    return text.value(text.secrets().getFirst());
  }

  SignatureScheme scheme() {
    return source.signatures();
  }

  boolean hasSecret() {
    return scheme().needsSecret();
  }

  /** The entry as its source knows it, with the parameters of the source. */
  Provider entry() {
    return new Providers().bound(provider, text.parameters());
  }

  @Override
  public Source strange() {
    return hasSecret()
        ? text.withSecrets(OTHER).read()
        : text.withParameters(OtherSecret::turned).read();
  }

  @Override
  public List<Source> rotating() {
    if (!hasSecret()) {
      return List.of();
    }
    String right = text.secrets().getFirst();
    return List.of(text.withSecrets(right, OTHER).read(), text.withSecrets(OTHER, right).read());
  }

  @Override
  public NamedSecret secret() {
    return hasSecret()
        ? new NamedSecret("env:" + text.secrets().getFirst(), value(text))
        : new NamedSecret("certificate", "");
  }

  @Override
  public NamedSecret other() {
    return hasSecret()
        ? new NamedSecret("env:" + OTHER, text.value(OTHER))
        : new NamedSecret("certificate", "");
  }

  @Override
  public Circumstances at(Instant now) {
    return new Circumstances(now, certificates);
  }

  @Override
  public Optional<Signing> signing() {
    return source
        .signer()
        .map(signer -> new Signing(source, signer))
        .or(() -> hasSecret() ? withOwnKeys() : Optional.empty());
  }

  /** Only the sender has the private half of its key, so a key of our own takes its place. */
  private Optional<Signing> withOwnKeys() {
    return OtherSecret.wayOf(secret().value(), scheme())
        .flatMap(way -> KeyHalves.of(way.key().algorithm()))
        .map(keys ->
            new Signing(
                text.with("OWN", keys.publicPem()).withSecrets("OWN").read(),
                scheme().signer(new NamedSecret("own", keys.privatePem())).orThrow()));
  }

  @Override
  public String toString() {
    return name;
  }
}
