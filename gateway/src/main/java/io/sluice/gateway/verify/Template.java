package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is signed: literal text, and places for the parts of a request, such as {@code
 * v0:{timestamp}:{body}}. Read once, then filled in without joining the pieces.
 */
public final class Template {

  private final String text;
  private final List<Piece> pieces;

  Template(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /** Reads a template without parameters. */
  public static Parsed<Template> parse(String text) {
    return parse(text, name -> null);
  }

  /**
   * Reads a template.
   *
   * @param parameters the value of a parameter of the source, or null where it has none of this
   *     name
   */
  public static Parsed<Template> parse(String text, Function<String, @Nullable String> parameters) {
    return new TemplateText(text, parameters).parse();
  }

  Stream<Piece> all() {
    return pieces.stream().flatMap(Piece::all);
  }

  /** The names of the headers that are part of the signed content, each once. */
  List<String> headerNames() {
    return all()
        .filter(Piece.Header.class::isInstance)
        .map(piece -> ((Piece.Header) piece).name())
        .distinct()
        .toList();
  }

  boolean holdsBody() {
    return all().anyMatch(Piece.Body.class::isInstance);
  }

  /** Whether filling it in digests the whole body. */
  boolean hashesBody() {
    return all()
        .anyMatch(piece ->
            piece instanceof Piece.Filtered(Piece inner, var filters)
                && inner.all().anyMatch(Piece.Body.class::isInstance)
                && filters.stream().anyMatch(Filter::isDigest));
  }

  boolean holdsTimestamp() {
    return all().anyMatch(Piece.Timestamp.class::isInstance);
  }

  /** Whether a request chooses some of the headers that are signed. */
  boolean holdsListedHeaders() {
    return all().anyMatch(Piece.ListedHeaders.class::isInstance);
  }

  boolean holdsHmac() {
    return all()
        .anyMatch(piece ->
            piece instanceof Piece.Filtered(_, var filters) && filters.contains(Filter.HMAC));
  }

  /** Whether what stands at this place is part of the signed content of every request. */
  boolean holds(Selector place) {
    return all().anyMatch(piece -> holds(piece, place));
  }

  private static boolean holds(Piece piece, Selector place) {
    return switch (place) {
      case Selector.Inside(Selector outer, _) when !isAt(piece, place) -> holds(piece, outer);
      case Selector.Inside _ -> true;
      case Selector.Header(String name) ->
          piece instanceof Piece.Header(String its) && its.equalsIgnoreCase(name);
      case Selector.Query _ ->
          isAt(piece, place) || isForm(piece, "url", "query", "hubspot_url", "plivo_url");
      case Selector.PathSegment _ -> isForm(piece, "url", "path", "url_base", "hubspot_url");
      case Selector.Form _ ->
          piece instanceof Piece.Body
              || isAt(piece, place)
              || isForm(piece, "sorted_form", "plivo_url");
      case Selector.Body _, Selector.Multipart _, Selector.Xml _, Selector.MemberBesides _ ->
          piece instanceof Piece.Body || isAt(piece, place);
    };
  }

  private static boolean isAt(Piece piece, Selector place) {
    return piece instanceof Piece.At(Selector at, _) && at.equals(place);
  }

  private static boolean isForm(Piece piece, String... words) {
    return piece instanceof Piece.Formed(Canonical form) && List.of(words).contains(form.word());
  }

  /** This template for one element of a list. */
  Template atElement(int index) {
    return new Template(text, pieces.stream().map(piece -> piece.atElement(index)).toList());
  }

  /**
   * This template looking from an element of a list, where all that it takes of a body is there.
   */
  public Optional<Template> within(ListPlace list) {
    return Piece.within(pieces, list)
        .filter(moved -> !moved.equals(pieces))
        .map(moved -> new Template(text, moved));
  }

  /** Whether some of it may be in one element of a list, which may have others. */
  public boolean isInList() {
    return all()
        .anyMatch(piece -> piece instanceof Piece.At(Selector place, _) && place.isInList());
  }

  /** The content for one request, in pieces; faults are noted in the filling. */
  List<byte[]> fill(Filling filling) {
    return fill(pieces, filling);
  }

  /** The content for one request as text. */
  String text(Filling filling) {
    return new String(joined(fill(filling)), UTF_8);
  }

  /** The text for one request; null where anything that it needs is missing. */
  public @Nullable String find(RawRequest request) {
    boolean complete =
        pieces.stream()
            .noneMatch(
                piece -> !(piece instanceof Piece.Group) && piece.isAbsent(Filling.of(request)));
    return complete ? text(Filling.of(request)) : null;
  }

  /** Whether all of it is covered by a scheme. */
  public boolean isCoveredBy(SignatureScheme scheme) {
    return all()
        .allMatch(piece ->
            switch (piece) {
              case Piece.At(Selector place, _) -> scheme.covers(place);
              case Piece.Header(String name) -> scheme.covers(new Selector.Header(name));
              case Piece.Literal _, Piece.Filtered _, Piece.Group _ -> true;
              case Piece.Body _, Piece.Timestamp _, Piece.Formed _, Piece.ListedHeaders _ -> false;
            });
  }

  static List<byte[]> fill(List<Piece> pieces, Filling filling) {
    List<byte[]> filled = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      filled.add(piece.bytes(filling));
    }
    return filled;
  }

  static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    pieces.forEach(whole::writeBytes);
    return whole.toByteArray();
  }

  /** Templates are the same where they were written the same and look at the same places. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template its && its.text.equals(text) && its.places().equals(places());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private List<String> places() {
    return all().filter(Piece.At.class::isInstance).map(Object::toString).toList();
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
