package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact stands in a request, written {@code header:Name}, {@code body:/json/pointer}, {@code
 * form:name}, {@code multipart:name}, {@code query:name}, {@code path:1}, {@code xml:/path} or
 * {@code member-besides:name}; {@code #} goes on inside of the text that was found.
 *
 * <p>Looking for it never fails: what is absent or unreadable is not found.
 */
public sealed interface Selector {

  /** The longest text that is taken for a fact. */
  int TEXT_CHARS_MAX = 1024;

  /** The text at this place, however long, or null when there is none. */
  @Nullable String text(RawRequest request);

  /** The text at this place if it can be a fact: neither empty nor overlong. */
  default @Nullable String find(RawRequest request) {
    String text = text(request);
    return text == null || text.isEmpty() || text.length() > TEXT_CHARS_MAX ? null : text;
  }

  /** This place within one element of a list; itself where it has no {@code *}. */
  default Selector atElement(int index) {
    return this;
  }

  /** Whether this place is in what the body says, and so in that of one element if it is split. */
  default boolean isInContent() {
    return switch (this) {
      case Body _, Form _, Multipart _, Xml _, MemberBesides _ -> true;
      case Inside(Selector outer, _) -> outer.isInContent();
      case Header _, Query _, PathSegment _ -> false;
    };
  }

  /** Whether this place may be in one element of a list, which may have others. */
  default boolean isInList() {
    return false;
  }

  /** The first of these places that has a text. */
  static @Nullable String first(List<Selector> places, RawRequest request) {
    for (Selector place : places) {
      String text = place.find(request);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Reads a selector as it is written in a configuration. */
  static Parsed<Selector> parse(String text) {
    String[] path = Inside.SEPARATOR.split(text, -1);
    Parsed<Selector> outer = place(path[0]);
    if (path.length == 1 || !(outer instanceof Parsed.Good<Selector>(Selector place))) {
      return outer;
    }
    List<TextStep> steps = new ArrayList<>();
    for (String step : List.of(path).subList(1, path.length)) {
      switch (TextStep.parse(step)) {
        case Parsed.Good<TextStep>(TextStep good) -> steps.add(good);
        case Parsed.Bad<TextStep>(String why) -> {
          return new Parsed.Bad<>(why);
        }
      }
    }
    return new Parsed.Good<>(new Inside(place, List.copyOf(steps)));
  }

  private static Parsed<Selector> place(String text) {
    int colon = text.indexOf(':');
    String place = colon < 0 ? text : text.substring(0, colon);
    String name = text.substring(colon + 1);
    return switch (place) {
      case "header" ->
          HeaderLines.isName(name)
              ? new Parsed.Good<>(new Header(name))
              : new Parsed.Bad<>("\"" + name + "\" is not a header name, as in header:X-Event-Id");
      case "body" -> BodyPointer.parse(name).map(Body::new);
      case "form" -> named(name, new Form(name));
      case "multipart" -> named(name, new Multipart(name));
      case "query" -> named(name, new Query(name));
      case "xml" -> XmlPath.parse(name).map(Xml::new);
      case "path" ->
          name.matches("[1-9]")
              ? new Parsed.Good<>(new PathSegment(Integer.parseInt(name)))
              : new Parsed.Bad<>("a part of the path is path:1, path:2 and so on");
      case "member-besides" ->
          named(name, new MemberBesides(Set.copyOf(List.of(name.split(",", -1)))));
      default ->
          new Parsed.Bad<>(
              "\""
                  + text
                  + "\" is not a place in a request; write header:Name, body:/json/pointer,"
                  + " form:name, multipart:name, query:name, path:1, xml:/path or"
                  + " member-besides:name");
    };
  }

  private static Parsed<Selector> named(String name, Selector selector) {
    return name.isEmpty()
        ? new Parsed.Bad<>("the name after the colon is missing, as in form:command")
        : new Parsed.Good<>(selector);
  }

  /** The first header line of this name. */
  record Header(String name) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      List<String> lines = request.headers().all(name);
      return lines.isEmpty() ? null : lines.getFirst();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Header(String its) && its.equalsIgnoreCase(name);
    }

    @Override
    public int hashCode() {
      return name.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
      return "header:" + name;
    }
  }

  /** A member of a JSON body. */
  record Body(BodyPointer pointer) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      return pointer.find(request.content());
    }

    @Override
    public Selector atElement(int index) {
      return new Body(pointer.atElement(index));
    }

    @Override
    public boolean isInList() {
      return pointer.isInList();
    }

    @Override
    public String toString() {
      return "body:/" + pointer.text();
    }
  }

  /** A field of a form body. Only bodies that say they are forms are read as such. */
  record Form(String name) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      return UrlEncoded.isForm(request.headers()) ? UrlEncoded.find(request.content(), name) : null;
    }

    @Override
    public String toString() {
      return "form:" + name;
    }
  }

  /** A part of a multipart form (RFC 7578). */
  record Multipart(String name) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      byte[] part = MultipartForm.find(request.headers(), request.content(), name);
      return part == null ? null : new String(part, UTF_8);
    }

    @Override
    public String toString() {
      return "multipart:" + name;
    }
  }

  /** A parameter of the query. */
  record Query(String name) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      String query = request.query();
      return query == null ? null : UrlEncoded.find(query.getBytes(UTF_8), name);
    }

    @Override
    public String toString() {
      return "query:" + name;
    }
  }

  /** A part of the path behind the name of the source, counted from 1, as sent. */
  record PathSegment(int number) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      String[] parts = request.path().split("/", -1); // the first are "", "in" and the source
      return parts.length > number + 2 ? parts[number + 2] : null;
    }

    @Override
    public String toString() {
      return "path:" + number;
    }
  }

  /** The text of an element of an XML body. */
  record Xml(XmlPath path) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      return path.find(request.content());
    }

    @Override
    public String toString() {
      return "xml:/" + String.join("/", path.names());
    }
  }

  /** The name of the one member of a JSON body that is none of these. */
  record MemberBesides(Set<String> names) implements Selector {
    @Override
    public @Nullable String text(RawRequest request) {
      return BodyPointer.memberBesides(request.content(), names);
    }

    @Override
    public String toString() {
      return "member-besides:" + String.join(",", names);
    }
  }

  /** A place inside of the text at another place. */
  record Inside(Selector outer, List<TextStep> steps) implements Selector {

    /** Only before a step, so that names may hold the sign. */
    private static final Pattern SEPARATOR = Pattern.compile("#(?=/|base64|xml:|jwt:)");

    @Override
    public @Nullable String text(RawRequest request) {
      String found = outer.text(request);
      byte[] text = found == null ? null : found.getBytes(UTF_8);
      for (TextStep step : steps) {
        text = text == null ? null : step.into(text);
      }
      return text == null ? null : new String(text, UTF_8);
    }

    @Override
    public Selector atElement(int index) {
      return new Inside(outer.atElement(index), steps);
    }

    @Override
    public boolean isInList() {
      return outer.isInList()
          || steps.stream()
              .anyMatch(
                  step -> step instanceof TextStep.Json(BodyPointer pointer) && pointer.isInList());
    }

    @Override
    public String toString() {
      return outer + "#…";
    }
  }
}
