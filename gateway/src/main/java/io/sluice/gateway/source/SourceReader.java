package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SchemeVerifier;
import io.sluice.gateway.verify.SchemeVerifier.KeyedSecret;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Signer;
import io.sluice.platform.config.Section;
import io.sluice.schemas.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one source: what its provider is, and what the operator wants to be different. */
final class SourceReader {

  /** Where senders without a provider of their own are expected to name their events. */
  private static final EventNaming PLAIN =
      new EventNaming(
          List.of(NameRule.parse("body:/type").orThrow()),
          List.of(NameRule.parse("body:/id").orThrow()),
          List.of(),
          List.of());

  private static final Pattern PUBLIC_URL = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*)?");

  private final Providers providers;

  SourceReader(Providers providers) {
    this.providers = providers;
  }

  Source read(String name, Section section) {
    Provider provider = provider(section);
    SignatureScheme scheme = scheme(section, provider);
    List<NamedSecret> secrets = SecretsReader.read(section, scheme);
    Provider.Defaults settings = DefaultsReader.read(section, provider.defaults());
    SchemeVerifier verifier =
        new SchemeVerifier(
            provider.name(),
            keyed(section, scheme, secrets),
            provider.handshakes(),
            settings.methods());
    EventNaming naming = NamingReader.read(section, provider.naming());
    refuseProofsAsIds(section, scheme, naming);
    PayloadRules payload = PayloadReader.read(section, provider, naming);
    return new Source(
        name,
        provider.name(),
        verifier,
        scheme,
        signer(scheme, secrets),
        publicUrl(section),
        verifier.allMethods(),
        naming,
        section.flag(
            "deduplicate",
            true,
            "Whether an event that was stored lately is answered yes and not stored again."),
        provenIds(naming, scheme, payload.batch()),
        topic(name, section),
        section.choice("format", WireFormat.AVRO, "What the value of a record is."),
        section.choice(
            "ack",
            Ack.AUTO,
            "Where an event must be durable before its sender is told yes: in Kafka, or in the"
                + " journal where Kafka does not answer in time (auto); in Kafka alone (kafka); in"
                + " the journal, which is the quickest, and in Kafka soon after (journal)."),
        settings,
        SourceLimitsReader.read(section, provider),
        payload);
  }

  /**
   * Rules are judged where they look in the whole request, and known by where they look then. One
   * that looks into a list finds the id of one element, and its others may be new.
   */
  private static Set<NameRule> provenIds(
      EventNaming naming, SignatureScheme scheme, Optional<Batch> batch) {
    Set<NameRule> proven = new HashSet<>();
    for (NameRule rule : naming.id()) {
      if (rule.isCoveredBy(scheme)) {
        proven.add(rule);
        batch.flatMap(b -> rule.within(b.list())).ifPresent(proven::add);
      }
    }
    proven.removeIf(NameRule::isInList);
    return Set.copyOf(proven);
  }

  /** Of some signatures others can be made that are right as well, without the secret. */
  private static void refuseProofsAsIds(
      Section section, SignatureScheme scheme, EventNaming naming) {
    for (NameRule rule : naming.id()) {
      if (rule instanceof NameRule.Place(var place) && scheme.proofPlaces().contains(place)) {
        section.fault("id", "a signature or a token is no id: write the place of the event's own");
      }
    }
  }

  private Provider provider(Section section) {
    String word =
        section.oneOf(
            "scheme",
            words(),
            "`sluice providers`",
            "The provider, such as github; or hmac, ed25519, token and so on with a description.");
    if (Providers.NAMES.contains(word)) {
      Provider provider = providers.get(word);
      Parameters parameters = ParametersReader.read(section, provider);
      return parameters.values().isEmpty() ? provider : providers.bound(word, parameters);
    }
    return described(word, section);
  }

  /**
   * GitHub first: a word that is none of these is read on as the first, which takes any secret,
   * asks for no further keys, and so tells no faults that are only consequences. Its settings are
   * the common ones, which the reference of the configuration shows.
   */
  private static List<String> words() {
    return Stream.of(
            Stream.of("github"), Providers.NAMES.stream(), Providers.openSchemes().stream())
        .flatMap(words -> words)
        .distinct()
        .toList();
  }

  private static Provider described(String word, Section section) {
    SignatureScheme scheme =
        SchemeReader.read(SchemeKind.of(word).orElse(SchemeKind.HMAC), section, Parameters.NONE);
    return new Provider(
        word,
        word,
        "",
        "",
        "",
        true,
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        scheme,
        Map.of(),
        HandshakeReader.readAll(section, Parameters.NONE),
        PLAIN,
        Optional.empty(),
        Provider.Defaults.COMMON);
  }

  private static SignatureScheme scheme(Section section, Provider provider) {
    SignatureScheme scheme =
        section
            .optionalText("variant", "Another way of verification that the provider has.")
            .map(variant -> variant(section, provider, variant))
            .orElse(provider.scheme());
    var tolerance = SignedWayReader.tolerance(section);
    return section.has("tolerance")
        ? Reading.orFault(section, "tolerance", scheme.withTolerance(tolerance), scheme)
        : scheme;
  }

  private static SignatureScheme variant(Section section, Provider provider, String variant) {
    SignatureScheme scheme = provider.variants().get(variant);
    if (scheme == null) {
      Set<String> known = provider.variants().keySet();
      section.fault(
          "variant",
          known.isEmpty()
              ? provider.name() + " has no variants; remove this line"
              : "there is no variant `" + variant + "`; known: " + String.join(", ", known));
      return provider.scheme();
    }
    return scheme;
  }

  private static List<KeyedSecret> keyed(
      Section section, SignatureScheme scheme, List<NamedSecret> secrets) {
    List<KeyedSecret> keyed = new ArrayList<>();
    for (NamedSecret secret : secrets) {
      switch (KeyedSecret.of(scheme, secret)) {
        case Parsed.Good<KeyedSecret>(KeyedSecret good) -> keyed.add(good);
        case Parsed.Bad<KeyedSecret>(String why) ->
            section.fault(
                scheme.needsSecret() ? "secrets" : "parameters",
                scheme.needsSecret() ? secret.name() + " " + why : why);
      }
    }
    return keyed;
  }

  private static Optional<Signer> signer(SignatureScheme scheme, List<NamedSecret> secrets) {
    for (NamedSecret secret : secrets) {
      if (scheme.signer(secret) instanceof Parsed.Good<Signer>(Signer signer)) {
        return Optional.of(signer);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> publicUrl(Section section) {
    Optional<String> url =
        section.optionalText(
            "public_url",
            "The URL that the sender was given for this source, for schemes that sign it. What a"
                + " request has behind the source's name, and its query, are added.");
    if (url.isPresent() && !PUBLIC_URL.matcher(url.get()).matches()) {
      section.fault(
          "public_url",
          "write scheme, host and path, as in https://hooks.example.com/in/shop; the query of each"
              + " request is added to it");
    }
    return url;
  }

  private static String topic(String name, Section section) {
    String topic = section.text("topic", Topics.events(name), "The topic its events go to.");
    Topics.faultOf(topic).ifPresent(why -> section.fault("topic", why));
    if (topic.equals(Topics.rejected()) || topic.startsWith("__")) {
      section.fault("topic", topic + " serves another purpose; write another topic");
    }
    return topic;
  }
}
