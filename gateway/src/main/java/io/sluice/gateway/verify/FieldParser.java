package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads structured fields (RFC 8941). Where the standard lets the last of several members or
 * parameters of one name win, this refuses: two readers could see different things in it. For the
 * same reason base64 has only the one spelling with padding.
 */
final class FieldParser {

  static final int CHARS_MAX = 16 << 10;

  private static final Pattern KEY = Pattern.compile("[a-z*][a-z0-9_.*-]*");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:[0-9]{1,12}\\.[0-9]{1,3}|[0-9]{1,15})(?![0-9.])");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*");
  private static final Pattern BYTES = Pattern.compile(":([A-Za-z0-9+/=]*):");
  private static final Pattern TRUTH = Pattern.compile("\\?([01])");

  private final String text;
  private int at;
  private Optional<String> fault = Optional.empty();

  private FieldParser(String text) {
    this.text = text.length() > CHARS_MAX ? "" : text;
    if (text.length() > CHARS_MAX) {
      fault("is longer than " + CHARS_MAX + " characters");
    }
  }

  /** Reads the value of a field that is a dictionary; several lines are joined by commas. */
  static Parsed<SequencedMap<String, FieldMember>> dictionary(String text) {
    FieldParser parser = new FieldParser(text);
    return parser.whole(parser.members());
  }

  /** Reads the value of a field that is an item. */
  static Parsed<FieldMember.Item> item(String text) {
    FieldParser parser = new FieldParser(text);
    parser.skip(" ");
    return parser.whole(parser.item());
  }

  private <T> Parsed<T> whole(T read) {
    skip(" ");
    if (at < text.length()) {
      fault("has something that does not belong there");
    }
    return fault.isPresent() ? new Parsed.Bad<>(fault.get()) : new Parsed.Good<>(read);
  }

  private SequencedMap<String, FieldMember> members() {
    SequencedMap<String, FieldMember> members = new LinkedHashMap<>();
    skip(" ");
    boolean more = at < text.length();
    while (more && fault.isEmpty()) {
      String key = key();
      if (members.put(key, takes('=') ? member() : truth()) != null) {
        fault("has " + key + " twice");
      }
      int end = at;
      skip(" \t");
      more = takes(',');
      if (more) {
        skip(" \t");
      } else {
        at = end;
      }
    }
    return members;
  }

  private FieldMember member() {
    return takes('(') ? innerList() : item();
  }

  private FieldMember truth() {
    return new FieldMember.Item(new FieldValue.Truth(true), parameters());
  }

  private FieldMember innerList() {
    List<FieldMember.Item> items = new ArrayList<>();
    skip(" ");
    while (fault.isEmpty() && !takes(')')) {
      items.add(item());
      boolean apart = skip(" ");
      if (!apart && !isAt(')')) {
        fault("has no end to a list");
      }
    }
    return new FieldMember.InnerList(List.copyOf(items), parameters());
  }

  private FieldMember.Item item() {
    FieldValue value = value();
    return new FieldMember.Item(value, parameters());
  }

  private SequencedMap<String, FieldValue> parameters() {
    SequencedMap<String, FieldValue> parameters = new LinkedHashMap<>();
    while (fault.isEmpty() && takes(';')) {
      skip(" ");
      String key = key();
      FieldValue value = takes('=') ? value() : new FieldValue.Truth(true);
      if (parameters.put(key, value) != null) {
        fault("has " + key + " twice");
      }
    }
    return parameters;
  }

  private String key() {
    return match(KEY).map(Matcher::group).orElseGet(() -> fault("has no name where one must be"));
  }

  private FieldValue value() {
    if (isAt('"')) {
      return quoted();
    }
    if (isAt(':')) {
      return match(BYTES)
          .map(found -> bytes(found.group(1)))
          .orElseGet(() -> unreadable("a byte sequence"));
    }
    if (isAt('?')) {
      return match(TRUTH)
          .<FieldValue>map(found -> new FieldValue.Truth(found.group(1).equals("1")))
          .orElseGet(() -> unreadable("a boolean"));
    }
    Optional<FieldValue> token = match(TOKEN).map(found -> new FieldValue.Token(found.group()));
    return token
        .or(() -> match(NUMBER).map(found -> number(found.group())))
        .orElseGet(() -> unreadable("a value"));
  }

  private static FieldValue number(String digits) {
    return digits.contains(".")
        ? new FieldValue.Decimal(new BigDecimal(digits))
        : new FieldValue.Whole(Long.parseLong(digits));
  }

  private FieldValue bytes(String base64) {
    byte[] bytes = TextEncoding.BASE64.decodeStrictly(base64);
    return bytes == null ? unreadable("a byte sequence") : new FieldValue.Bytes(bytes);
  }

  /** Not by a pattern, which would need a stack as deep as the text is long. */
  private FieldValue quoted() {
    StringBuilder unescaped = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return new FieldValue.Text(unescaped.toString());
      }
      if (c == '\\' && (isAt('"') || isAt('\\'))) {
        c = text.charAt(at++);
      } else if (c == '\\' || c < ' ' || c > '~') {
        break;
      }
      unescaped.append(c);
    }
    return unreadable("a string");
  }

  private FieldValue unreadable(String what) {
    fault("has something unreadable for " + what);
    return new FieldValue.Truth(false);
  }

  private Optional<Matcher> match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher);
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean takes(char c) {
    boolean there = isAt(c);
    at += there ? 1 : 0;
    return there;
  }

  private boolean skip(String blanks) {
    int start = at;
    while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at > start;
  }

  private String fault(String why) {
    fault = fault.or(() -> Optional.of(why));
    return "";
  }
}
