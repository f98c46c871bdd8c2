package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A second reader of JSON (RFC 8259), written only from the standard, to compare others with. */
public final class PlainJson {

  /** A value of JSON. */
  public sealed interface Value {
    record Text(String text) implements Value {}

    /** A number as it was written. */
    record Numeric(String text) implements Value {}

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String text) implements Value {}

    record Items(List<Value> all) implements Value {}

    record Members(Map<String, Value> byName) implements Value {}
  }

  private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]*");
  private static final Pattern WORD = Pattern.compile("true|false|null");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern CHARS =
      Pattern.compile("[^\"\\\\\u0000-\u001f]++|\\\\[\"\\\\/bfnrt]|\\\\u[0-9A-Fa-f]{4}");
  private static final String ESCAPES = "\"\"\\\\//b\bf\fn\nr\rt\t";

  /** More digits than readers take; what is longer is none of the tests' business. */
  private static final int NUMBER_CHARS_MAX = 500;

  private final String text;
  private final int depthMax;
  private int at;

  private PlainJson(String text, int depthMax) {
    this.text = text;
    this.depthMax = depthMax;
  }

  private static final class NoJson extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** The value that is all of these bytes, in UTF-8; none if a name comes twice in an object. */
  public static Optional<Value> read(byte[] json, int depthMax) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      PlainJson reader = new PlainJson(text, depthMax);
      Value value = reader.value(0);
      reader.match(BLANKS);
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (CharacterCodingException | NoJson e) {
      return Optional.empty();
    }
  }

  private Value value(int depth) throws NoJson {
    match(BLANKS);
    if (takes('"')) {
      return new Value.Text(string());
    }
    if (takes('[')) {
      return items(deeper(depth));
    }
    if (takes('{')) {
      return members(deeper(depth));
    }
    Optional<String> word = match(WORD);
    if (word.isPresent()) {
      return new Value.Word(word.get());
    }
    String number = match(NUMBER).orElseThrow(NoJson::new);
    return new Value.Numeric(demand(number.length() <= NUMBER_CHARS_MAX, number));
  }

  private int deeper(int depth) throws NoJson {
    return demand(depth < depthMax, depth + 1);
  }

  private Value items(int depth) throws NoJson {
    List<Value> items = new ArrayList<>();
    match(BLANKS);
    boolean more = !takes(']');
    while (more) {
      items.add(value(depth));
      more = goesOn(']');
    }
    return new Value.Items(items);
  }

  private Value members(int depth) throws NoJson {
    Map<String, Value> members = new LinkedHashMap<>();
    match(BLANKS);
    boolean more = !takes('}');
    while (more) {
      match(BLANKS);
      demand(takes('"'), '"');
      String name = string();
      match(BLANKS);
      demand(takes(':') && !members.containsKey(name), ':');
      members.put(name, value(depth));
      more = goesOn('}');
    }
    return new Value.Members(members);
  }

  private boolean goesOn(char end) throws NoJson {
    match(BLANKS);
    return takes(',') || !demand(takes(end), true);
  }

  private String string() throws NoJson {
    StringBuilder unescaped = new StringBuilder();
    while (!takes('"')) {
      String chars = match(CHARS).orElseThrow(NoJson::new);
      if (chars.startsWith("\\u")) {
        unescaped.append((char) Integer.parseInt(chars.substring(2), 16));
      } else if (chars.startsWith("\\")) {
        unescaped.append(escaped(chars.charAt(1)));
      } else {
        unescaped.append(chars);
      }
    }
    return unescaped.toString();
  }

  private static char escaped(char letter) {
    int pair = 0;
    while (ESCAPES.charAt(pair) != letter) {
      pair += 2;
    }
    return ESCAPES.charAt(pair + 1);
  }

  private Optional<String> match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  private boolean takes(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private static <T> T demand(boolean holds, T value) throws NoJson {
    if (!holds) {
      throw new NoJson();
    }
    return value;
  }
}
