package io.sluice.gateway.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901) that is looked up in the bytes of a body without building a tree. The
 * segment {@code *} stands for the first element of an array.
 */
public record BodyPointer(List<String> segments) {

  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,5}");

  /** Only the value that is looked for is ever held as text; bodies are limited, and so is it. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // strangers make up as many as they like
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Reads a pointer such as {@code /event/type}; the empty text is the whole body. */
  public static Parsed<BodyPointer> parse(String text) {
    if (!text.isEmpty() && text.charAt(0) != '/') {
      return new Parsed.Bad<>("a JSON pointer starts with a slash: body:/" + text);
    }
    if (BAD_ESCAPE.matcher(text).find()) {
      return new Parsed.Bad<>("in a JSON pointer ~ is written ~0 and a slash in a name ~1");
    }
    return new Parsed.Good<>(
        new BodyPointer(
            Stream.of(text.split("/", -1)).skip(1).map(BodyPointer::unescaped).toList()));
  }

  /** This pointer with the first {@code *} meaning the element of that index. */
  public BodyPointer atElement(int index) {
    int star = segments.indexOf("*");
    if (star < 0) {
      return this;
    }
    List<String> chosen = new ArrayList<>(segments);
    chosen.set(star, Integer.toString(index));
    return new BodyPointer(List.copyOf(chosen));
  }

  /** The pointer to an element of the list that this one points to. */
  public BodyPointer element(int index) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(Integer.toString(index));
    return new BodyPointer(List.copyOf(longer));
  }

  /** As it is written, without the first slash. */
  public String text() {
    return String.join(
        "/", segments.stream().map(s -> s.replace("~", "~0").replace("/", "~1")).toList());
  }

  /** The rest of this pointer behind an element of a list, where it leads into one. */
  Optional<BodyPointer> within(BodyPointer list) {
    int depth = list.segments().size();
    boolean leads =
        segments.size() > depth
            && segments.subList(0, depth).equals(list.segments())
            && segments.get(depth).equals("*");
    return leads
        ? Optional.of(new BodyPointer(segments.subList(depth + 1, segments.size())))
        : Optional.empty();
  }

  /** Whether this may lead into one element of a list, which may have others. */
  boolean isInList() {
    return segments.stream().anyMatch(s -> s.equals("*") || INDEX.matcher(s).matches());
  }

  /** Whether there is anything but null at this place. */
  public boolean exists(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      JsonToken token = find(in);
      return token != null && token != JsonToken.VALUE_NULL;
    } catch (IOException e) {
      return false;
    }
  }

  private static String unescaped(String segment) {
    return segment.replace("~1", "/").replace("~0", "~");
  }

  /** The scalar at this place as text; null when it is absent, null, or the body is no JSON. */
  @Nullable String find(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      JsonToken token = find(in);
      return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL
          ? in.getText()
          : null;
    } catch (IOException e) {
      return null; // not JSON up to here, or too deep: the fact is not there
    }
  }

  /** The name of the first member of a JSON object that is none of these, or null. */
  static @Nullable String memberBesides(byte[] json, Set<String> names) {
    try (JsonParser in = JSON.createParser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        if (!names.contains(name)) {
          return name;
        }
        var _ = in.nextToken();
        in.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable JsonToken find(JsonParser in) throws IOException {
    JsonToken token = in.nextToken();
    for (String segment : segments) {
      token = step(in, token, segment);
    }
    return token;
  }

  private static @Nullable JsonToken step(
      JsonParser in, @Nullable JsonToken container, String segment) throws IOException {
    if (container == JsonToken.START_OBJECT) {
      return member(in, segment);
    }
    return container == JsonToken.START_ARRAY ? element(in, segment) : null;
  }

  private static @Nullable JsonToken member(JsonParser in, String name) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = name.equals(in.currentName());
      JsonToken value = in.nextToken();
      if (wanted) {
        return value;
      }
      in.skipChildren();
    }
    return null;
  }

  private static @Nullable JsonToken element(JsonParser in, String segment) throws IOException {
    int ahead = segment.equals("*") ? 0 : index(segment);
    JsonToken value = in.nextToken();
    for (int i = 0; i < ahead && value != null && value != JsonToken.END_ARRAY; i++) {
      in.skipChildren();
      value = in.nextToken();
    }
    return ahead < 0 || value == JsonToken.END_ARRAY ? null : value;
  }

  private static int index(String segment) {
    return INDEX.matcher(segment).matches() ? Integer.parseInt(segment) : -1;
  }
}
