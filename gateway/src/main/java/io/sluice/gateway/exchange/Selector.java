package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact stands in a request, written {@code header:Name}, {@code body:/json/pointer}, {@code
 * form:name} or {@code query:name}.
 *
 * <p>Looking for it never fails: what is absent, empty, unreadable or longer than {@link
 * #TEXT_CHARS_MAX} is not found.
 */
public sealed interface Selector {

  /** The longest text that is taken for a fact. */
  int TEXT_CHARS_MAX = 1024;

  /** The text at this place, or null when there is none. */
  @Nullable String find(RawRequest request);

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
      case "query" -> named(name, new Query(name));
      default ->
          new Parsed.Bad<>(
              "\""
                  + text
                  + "\" is not a place in a request; write header:Name, body:/json/pointer,"
                  + " form:name or query:name");
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
    public @Nullable String find(RawRequest request) {
      List<String> lines = request.headers().all(name);
      return lines.isEmpty() ? null : usable(lines.getFirst());
    }
  }

  /** A member of a JSON body. */
  record Body(BodyPointer pointer) implements Selector {
    @Override
    public @Nullable String find(RawRequest request) {
      String text = pointer.find(request.body());
      return text == null ? null : usable(text);
    }
  }

  /** A field of a form body. Only bodies that say they are forms are read as such. */
  record Form(String name) implements Selector {
    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    @Override
    public @Nullable String find(RawRequest request) {
      return isForm(request.headers()) ? UrlEncoded.find(request.body(), name) : null;
    }

    private static boolean isForm(HeaderLines headers) {
      List<String> types = headers.all("content-type");
      return !types.isEmpty()
          && MEDIA_TYPE.equalsIgnoreCase(types.getFirst().split(";", 2)[0].strip());
    }
  }

  /** A parameter of the query. */
  record Query(String name) implements Selector {
    @Override
    public @Nullable String find(RawRequest request) {
      String query = request.query();
      return query == null ? null : UrlEncoded.find(query.getBytes(UTF_8), name);
    }
  }

  private static @Nullable String usable(String text) {
    return text.isEmpty() || text.length() > TEXT_CHARS_MAX ? null : text;
  }
}
