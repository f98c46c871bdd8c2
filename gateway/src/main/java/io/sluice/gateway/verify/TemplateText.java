package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a template.
 *
 * <pre>
 *   {place}          a part of the request
 *   {place|filter}   the same, changed
 *   {place?}         may be missing, and is empty then
 *   [text {place}]   is left out where the place is missing or empty
 *   {{ }} [[ ]]      the brace or bracket itself
 * </pre>
 */
final class TemplateText {

  private static final String PLACES =
      "{body}, {timestamp}, {method}, {url}, {path}, {query}, {header:Name}, {body:/json/pointer},"
          + " {form:name}, {query:name} or {parameter:name}";

  /** Each may make its text longer by a multiple. */
  private static final int FILTERS_MAX = 4;

  private final String text;
  private final Function<String, @Nullable String> parameters;
  private int at;
  private Optional<String> fault = Optional.empty();

  TemplateText(String text, Function<String, @Nullable String> parameters) {
    this.text = text;
    this.parameters = parameters;
  }

  Parsed<Template> parse() {
    List<Piece> pieces = pieces(false);
    return fault.isPresent()
        ? new Parsed.Bad<>(fault.get())
        : new Parsed.Good<>(new Template(text, pieces));
  }

  private List<Piece> pieces(boolean inGroup) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean closed = !inGroup;
    while (at < text.length() && fault.isEmpty()) {
      char c = text.charAt(at);
      if ("{}[]".indexOf(c) < 0 || isDoubled(c)) {
        literal.append(c);
        at += "{}[]".indexOf(c) < 0 ? 1 : 2;
        continue;
      }
      flush(literal, pieces);
      at++;
      if (c == '{') {
        pieces.add(place());
      } else if (c == '[' && !inGroup) {
        pieces.add(new Piece.Group(pieces(true)));
      } else if (c == ']' && inGroup) {
        closed = true;
        break;
      } else {
        fault(
            c == '[' ? "brackets stand within brackets" : "a closing " + c + " has no opening one");
      }
    }
    flush(literal, pieces);
    if (!closed) {
      fault("an opening bracket has no closing one");
    }
    return pieces;
  }

  private boolean isDoubled(char c) {
    return at + 1 < text.length() && text.charAt(at + 1) == c;
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Literal(literal.toString().getBytes(UTF_8)));
      literal.setLength(0);
    }
  }

  /** Up to the closing brace; what follows an upright stroke is a filter. */
  private Piece place() {
    int end = text.indexOf('}', at);
    if (end < 0) {
      fault("an opening brace has no closing one");
      return new Piece.Body();
    }
    String[] parts = text.substring(at, end).split("\\|", -1);
    at = end + 1;
    if (parts.length - 1 > FILTERS_MAX) {
      fault("a place has at most " + FILTERS_MAX + " filters");
    }
    Piece piece = named(parts[0]);
    List<Filter> filters = new ArrayList<>();
    for (String word : List.of(parts).subList(1, parts.length)) {
      switch (Filter.of(word)) {
        case Parsed.Good<Filter>(Filter filter) -> filters.add(filter);
        case Parsed.Bad<Filter>(String why) -> fault(why);
      }
    }
    return filters.isEmpty() ? piece : new Piece.Filtered(piece, filters);
  }

  private Piece named(String name) {
    if (name.equals("body")) {
      return new Piece.Body();
    }
    if (name.equals("timestamp")) {
      return new Piece.Timestamp();
    }
    Optional<Canonical> form = Canonical.of(name);
    if (form.isPresent()) {
      return new Piece.Formed(form.get());
    }
    if (name.startsWith("parameter:")) {
      return parameter(name.substring(10));
    }
    if (name.startsWith("listed_headers:") && HeaderLines.isName(name.substring(15))) {
      return new Piece.ListedHeaders(name.substring(15));
    }
    return selected(name);
  }

  private Piece parameter(String name) {
    String value = parameters.apply(name);
    if (value == null) {
      fault("there is no parameter " + name);
    }
    return new Piece.Literal(value == null ? new byte[0] : value.getBytes(UTF_8));
  }

  private Piece selected(String name) {
    boolean optional = name.endsWith("?");
    String place = optional ? name.substring(0, name.length() - 1) : name;
    return switch (Selector.parse(place)) {
      case Parsed.Good<Selector>(Selector.Header(String header)) when !optional ->
          new Piece.Header(header);
      case Parsed.Good<Selector>(Selector selector) -> new Piece.At(selector, optional);
      case Parsed.Bad<Selector>(String why) -> {
        fault(place.indexOf(':') < 0 ? "{" + name + "} is not known; write " + PLACES : why);
        yield new Piece.Body();
      }
    };
  }

  private void fault(String why) {
    fault = fault.or(() -> Optional.of(why));
  }
}
