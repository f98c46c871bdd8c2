package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.BasicScheme;
import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.JwtScheme;
import io.sluice.gateway.verify.SignaturePlace;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.gateway.verify.TokenScheme;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scheme looks at in a request, taken from its description.
 *
 * @param proofs where proofs stand
 * @param selected the places that are signed, or hold the signed time
 * @param conditional the places of which something is demanded
 * @param words what else is signed, as templates call it: {@code body}, {@code url} and so on
 */
record EntryPlaces(
    Set<Selector> proofs, Set<Selector> selected, Set<Selector> conditional, Set<String> words) {

  private static final Pattern WORD = Pattern.compile("\\{([^}|?]+)[^}]*}|\"(@[a-z-]+)\"");

  static EntryPlaces of(SignatureScheme scheme) {
    return switch (scheme) {
      case SignedScheme(List<SignedWay> ways) -> ofWays(ways);
      case TokenScheme token -> new EntryPlaces(places(token), Set.of(), Set.of(), Set.of());
      case BasicScheme basic -> new EntryPlaces(basic.secretPlaces(), Set.of(), Set.of(), Set.of());
      case JwtScheme jwt -> ofWords(Set.of(jwt.token()), words(jwt));
      default -> ofWords(scheme.proofPlaces(), words(scheme));
    };
  }

  /** The names of the headers that it looks at. */
  Set<String> headers() {
    return Stream.of(proofs, selected, conditional)
        .flatMap(Set::stream)
        .map(EntryPlaces::outer)
        .filter(Selector.Header.class::isInstance)
        .map(place -> ((Selector.Header) place).name())
        .collect(Collectors.toSet());
  }

  /** Every single place. */
  Set<Selector> all() {
    return Stream.of(proofs, selected, conditional)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  boolean hasWord(String... any) {
    return Stream.of(any).anyMatch(words::contains);
  }

  /** Where a place inside of a text leads out of. */
  static Selector outer(Selector place) {
    return place instanceof Selector.Inside(Selector outer, _) ? outer(outer) : place;
  }

  private static EntryPlaces ofWays(List<SignedWay> ways) {
    Set<String> words =
        ways.stream().flatMap(way -> words(way.signed().toString())).collect(Collectors.toSet());
    Stream<Selector> times =
        ways.stream()
            .flatMap(way -> way.timestamp().stream())
            .map(TimestampRule::place)
            .filter(TimestampRule.Place.At.class::isInstance)
            .map(place -> ((TimestampRule.Place.At) place).selector());
    EntryPlaces worded =
        ofWords(ways.stream().map(EntryPlaces::proof).collect(Collectors.toSet()), words);
    return new EntryPlaces(
        worded.proofs(),
        Stream.concat(worded.selected().stream(), times).collect(Collectors.toSet()),
        ways.stream()
            .flatMap(way -> way.requires().stream())
            .map(Condition::place)
            .collect(Collectors.toSet()),
        worded.words());
  }

  private static EntryPlaces ofWords(Set<Selector> proofs, Set<String> words) {
    return new EntryPlaces(
        proofs,
        words.stream()
            .map(word -> word.replace("listed_headers:", "header:"))
            .filter(word -> word.indexOf(':') > 0 && !word.startsWith("parameter:"))
            .map(Selector::parse)
            .flatMap(place ->
                place instanceof Parsed.Good<Selector>(Selector s) ? Stream.of(s) : Stream.of())
            .collect(Collectors.toSet()),
        Set.of(),
        words);
  }

  private static Selector proof(SignedWay way) {
    return way.signature() instanceof SignaturePlace.At(Selector place)
        ? place
        : new Selector.Header(way.signature().header().orElseThrow());
  }

  private static Set<Selector> places(TokenScheme token) {
    return token.places().stream().map(TokenScheme.Place::at).collect(Collectors.toSet());
  }

  /** Whatever a scheme says of itself to operators. */
  private static Set<String> words(SignatureScheme scheme) {
    return scheme.explain().steps().stream()
        .flatMap(EntryPlaces::words)
        .collect(Collectors.toSet());
  }

  private static Stream<String> words(String template) {
    return WORD.matcher(template)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1));
  }
}
