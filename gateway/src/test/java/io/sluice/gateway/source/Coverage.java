package io.sluice.gateway.source;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.UrlEncoded.Pair;
import io.sluice.gateway.verify.Condition;
import io.sluice.gateway.verify.Proof;
import io.sluice.gateway.verify.Prover;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Template;
import io.sluice.gateway.verify.TokenScheme;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the proof of one genuine request covers: nothing of it may read otherwise in a request that
 * is accepted.
 */
final class Coverage {

  private static final int ELEMENTS_MAX = 200;

  private final Subject subject;

  /** The ways that prove the request; what one of several does not cover, none does. */
  private final List<SignatureScheme> proving;

  Coverage(Subject subject) {
    this.subject = subject;
    this.proving = proving(subject);
  }

  private static List<SignatureScheme> proving(Subject subject) {
    SignatureScheme scheme = subject.source().signatures();
    return scheme instanceof SignedScheme(List<SignedWay> ways)
        ? ways.stream()
            .map(way -> (SignatureScheme) new SignedScheme(List.of(way)))
            .filter(one -> proves(one, subject))
            .toList()
        : List.of(scheme);
  }

  private static boolean proves(SignatureScheme one, Subject subject) {
    return one.prover(subject.secret()) instanceof Parsed.Good<Prover>(Prover prover)
        && prover.prove(subject.genuine(), subject.at(subject.now())) instanceof Proof.Proven;
  }

  boolean coversBody() {
    return byAll(one -> one.explain().coversBody());
  }

  boolean coversMethod() {
    return byAll(one -> EntryPlaces.of(one).hasWord("method", "@method"));
  }

  boolean coversPath() {
    return byAll(one ->
        one.covers(new Selector.PathSegment(1))
            || EntryPlaces.of(one).hasWord("url_base", "contentful_path", "plivo_url"));
  }

  boolean coversQuery() {
    return byAll(one ->
        one.covers(new Selector.Query("any"))
            || EntryPlaces.of(one).hasWord("contentful_path", "sorted_query"));
  }

  /** Whether anything of the body is looked at. */
  boolean readsBody() {
    return proving.stream()
        .flatMap(one -> Stream.concat(Stream.of(one), demands(one)))
        .map(EntryPlaces::of)
        .anyMatch(entry ->
            entry.hasWord("body", "sorted_form", "plivo_url")
                || entry.all().stream().anyMatch(Coverage::isInBody)
                || Places.of(subject.genuine()).stream().anyMatch(this::coversInBody));
  }

  private boolean coversInBody(Selector place) {
    return isInBody(place) && covers(place);
  }

  static boolean isInBody(Selector place) {
    return switch (EntryPlaces.outer(place)) {
      case Selector.Body _, Selector.Form _, Selector.Multipart _, Selector.Xml _ -> true;
      case Selector.MemberBesides _ -> true;
      case Selector.Header _, Selector.Query _, Selector.PathSegment _, Selector.Inside _ -> false;
    };
  }

  /** The names of the headers that the proof takes, by the description of its scheme. */
  Set<String> headers() {
    return proving.stream()
        .flatMap(one -> EntryPlaces.of(one).headers().stream())
        .collect(Collectors.toSet());
  }

  boolean covers(Selector place) {
    return byAll(one -> one.covers(place));
  }

  private boolean byAll(Predicate<SignatureScheme> covers) {
    return proving.stream().allMatch(one -> covers.test(one) || demands(one).anyMatch(covers));
  }

  /** A demand that a covered place equals something covers that something, too. */
  private static Stream<SignatureScheme> demands(SignatureScheme one) {
    return one instanceof SignedScheme(List<SignedWay> ways)
        ? ways.stream()
            .flatMap(way ->
                way.requires().stream()
                    .filter(demand -> one.covers(demand.place()))
                    .flatMap(demand -> equal(demand).stream())
                    .map(template -> signing(way, template)))
        : Stream.of();
  }

  private static Optional<Template> equal(Condition demand) {
    return demand.test() instanceof Condition.Test.Equals(Template text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static SignatureScheme signing(SignedWay way, Template template) {
    return new SignedScheme(
        List.of(
            new SignedWay(
                way.key(),
                way.signature(),
                way.layout(),
                way.encoding(),
                template,
                Optional.empty(),
                List.of(),
                way.each())));
  }

  /** What reads otherwise in this request although it is covered; empty if nothing does. */
  Optional<String> difference(RawRequest changed) {
    RawRequest genuine = subject.genuine();
    return Stream.of(
            new Part("the method", coversMethod(), RawRequest::method),
            new Part("the path", coversPath(), request -> request.publicUrl().split("\\?", 2)[0]),
            new Part("the query", coversQuery(), Coverage::sortedQuery),
            new Part("the body", coversBody(), request -> ByteBuffer.wrap(request.body())))
        .filter(part -> part.isCovered() && part.differs(genuine, changed))
        .map(Part::name)
        .findFirst()
        .or(() -> differentPlace(changed).map(Object::toString))
        .or(() -> differentId(changed).map(rule -> "the proven id at " + rule));
  }

  private static List<Pair> sortedQuery(RawRequest request) {
    return Places.query(request).stream()
        .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
        .toList();
  }

  private Optional<Selector> differentPlace(RawRequest changed) {
    Set<Selector> places = new HashSet<>(Places.of(subject.genuine()));
    places.addAll(Places.of(changed));
    proving.forEach(one -> places.addAll(EntryPlaces.of(one).selected()));
    SignatureScheme scheme = subject.source().signatures();
    if (scheme instanceof TokenScheme token) {
      places.addAll(token.secretPlaces());
    }
    return places.stream()
        .filter(place -> covers(place) || scheme.secretPlaces().contains(place))
        .filter(place -> !(coversBody() && isFormField(place)))
        .filter(place -> !reads(place, subject.genuine()).containsAll(reads(place, changed)))
        .findFirst();
  }

  /**
   * The text at this place, where nothing is as good as empty; where every element of a list is
   * proved, that of each.
   */
  private Set<String> reads(Selector place, RawRequest request) {
    Optional<BodyPointer> each =
        switch (subject.source().signatures()) {
          case SignedScheme(List<SignedWay> ways) -> ways.getFirst().each();
          case TokenScheme token -> token.each();
          default -> Optional.empty();
        };
    Set<String> texts = new HashSet<>();
    if (each.isEmpty()) {
      texts.add(orEmpty(place.text(request)));
    }
    for (int i = 0;
        each.isPresent() && i < ELEMENTS_MAX && each.get().element(i).exists(request.content());
        i++) {
      texts.add(orEmpty(place.atElement(i).text(request)));
    }
    return texts;
  }

  /** Whether a body that is covered is read as a form is up to a header, which is not. */
  private static boolean isFormField(Selector place) {
    return switch (EntryPlaces.outer(place)) {
      case Selector.Form _, Selector.Multipart _ -> true;
      case Selector.Body _, Selector.Xml _, Selector.MemberBesides _ -> false;
      case Selector.Header _, Selector.Query _, Selector.PathSegment _, Selector.Inside _ -> false;
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private Optional<NameRule> differentId(RawRequest changed) {
    return subject.source().provenIds().stream()
        .filter(rule -> !Objects.equals(rule.find(subject.genuine()), rule.find(changed)))
        .findFirst();
  }

  /** A part of requests and whether it is covered. */
  private record Part(String name, boolean isCovered, Function<RawRequest, Object> read) {
    boolean differs(RawRequest one, RawRequest other) {
      return !read.apply(one).equals(read.apply(other));
    }
  }
}
