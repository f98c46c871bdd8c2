package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a message that a signature covers (RFC 9421, section 2): a header field, or something
 * derived such as {@code @method}.
 *
 * @param identifier its name and what is said about it
 */
public record MessageComponent(FieldMember.Item identifier) {

  private static final String QUERY_PARAM = "@query-param";

  /** What can be derived from a request. */
  private static final Set<String> DERIVED =
      Set.of(
          "@method",
          "@target-uri",
          "@authority",
          "@scheme",
          "@request-target",
          "@path",
          "@query",
          QUERY_PARAM);

  /** What may be said about a field that still covers all of it. */
  private static final Set<String> WHOLE = Set.of("sf", "bs");

  /** Reads it as it is written in a configuration: {@code name} or {@code name;key="value"}. */
  public static Parsed<MessageComponent> parse(String text) {
    String quoted = text.replaceFirst("[^;]*", "\"$0\"");
    if (FieldParser.item(quoted) instanceof Parsed.Good<FieldMember.Item>(var item)) {
      Optional<MessageComponent> component = of(item);
      if (component.isPresent()) {
        return new Parsed.Good<>(component.get());
      }
    }
    return new Parsed.Bad<>(
        "\""
            + text
            + "\" is no component; write a header in lower case, @method, @target-uri, @authority,"
            + " @scheme, @request-target, @path, @query or @query-param;name=\"…\"");
  }

  /** The component of this identifier, if it is one of a request and all of it is understood. */
  static Optional<MessageComponent> of(FieldMember.Item identifier) {
    MessageComponent component = new MessageComponent(identifier);
    return identifier.value() instanceof FieldValue.Text && component.isKnown()
        ? Optional.of(component)
        : Optional.empty();
  }

  /** Trailers and the request of a response are not known here, nor are unknown parameters. */
  private boolean isKnown() {
    Set<String> said = identifier.parameters().keySet();
    if (isField()) {
      return HeaderLines.isName(name())
          && name().equals(name().toLowerCase(Locale.ROOT))
          && (said.isEmpty() || isTrue("sf") || isTrue("bs") || key().isPresent());
    }
    return DERIVED.contains(name())
        && (name().equals(QUERY_PARAM) ? queryParam().isPresent() : said.isEmpty());
  }

  boolean isField() {
    return !name().startsWith("@");
  }

  String name() {
    return identifier.value() instanceof FieldValue.Text(String name) ? name : "";
  }

  /** Its line in a signature base begins with this. */
  String written() {
    return identifier.written();
  }

  /** Whether this, and nothing else, is said about it. */
  boolean isTrue(String parameter) {
    return identifier.parameters().size() == 1
        && identifier.parameters().get(parameter) instanceof FieldValue.Truth(boolean value)
        && value;
  }

  /** The one member of a dictionary that is meant, if it is only one. */
  Optional<String> key() {
    return onlyText("key");
  }

  /** The name of the parameter of the query, as it is encoded there. */
  Optional<String> queryParam() {
    return onlyText("name");
  }

  private Optional<String> onlyText(String parameter) {
    return identifier.parameters().size() == 1
            && identifier.parameters().get(parameter) instanceof FieldValue.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether a signature over this one is also one over the other. */
  boolean covers(MessageComponent other) {
    return written().equals(other.written())
        || (name().equals(other.name())
            && other.identifier.parameters().isEmpty()
            && WHOLE.containsAll(identifier.parameters().keySet()));
  }

  @Override
  public String toString() {
    return name() + FieldMember.writtenParameters(identifier.parameters());
  }
}
