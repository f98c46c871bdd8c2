package io.sluice.gateway.content;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media types that a source may send.
 *
 * <p>Patterns are {@code application/json}, {@code application/*+json} (any such type with that
 * suffix, and not {@code application/json} itself), {@code text/*}, and two words of their own:
 * {@code *}{@code /*} for anything at all, also for no Content-Type or one that cannot be read, and
 * {@code none} for no Content-Type. Parameters such as a charset are not looked at.
 */
public final class MediaTypes {

  /** Anything at all. */
  public static final MediaTypes ANY = new MediaTypes(Set.of(MediaTypes.ANYTHING));

  static final int PATTERNS_MAX = 64;

  private static final String ANYTHING = "*/*";
  private static final String NONE = "none";
  private static final String TOKEN = "[a-z0-9!#$%&'^_`|~.-]+";
  private static final Pattern PATTERN =
      Pattern.compile("none|\\*/\\*|T/(?:\\*(?:\\+T)?|T(?:\\+T)*)".replace("T", TOKEN));

  private final Set<String> patterns;

  private MediaTypes(Set<String> patterns) {
    this.patterns = Set.copyOf(patterns);
  }

  /** Reads a list of patterns; all faults are told together. */
  public static Parsed<MediaTypes> parse(List<String> texts) {
    if (texts.isEmpty() || texts.size() > PATTERNS_MAX) {
      return new Parsed.Bad<>(
          "write 1 to " + PATTERNS_MAX + " media types, or */* alone for anything at all");
    }
    Set<String> patterns = new HashSet<>();
    List<String> faults = new ArrayList<>();
    for (String text : texts) {
      String pattern = text.strip().toLowerCase(Locale.ROOT);
      if (PATTERN.matcher(pattern).matches()) {
        patterns.add(pattern);
      } else {
        faults.add("`" + text + "`");
      }
    }
    return faults.isEmpty()
        ? new Parsed.Good<>(new MediaTypes(patterns))
        : new Parsed.Bad<>(
            "no media type: "
                + String.join(", ", faults)
                + "; write application/json, application/*+json, text/*, */* or none,"
                + " without parameters");
  }

  /** Whether a body with this Content-Type may come in; null where the request has none. */
  public boolean allows(@Nullable String contentType) {
    if (patterns.contains(ANYTHING)) {
      return true;
    }
    if (contentType == null || contentType.isBlank()) {
      return patterns.contains(NONE);
    }
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    return slash > 0
        && HeaderLines.isName(type.substring(0, slash))
        && HeaderLines.isName(type.substring(slash + 1))
        && matches(type, slash);
  }

  private boolean matches(String type, int slash) {
    String family = type.substring(0, slash);
    int plus = type.lastIndexOf('+');
    return patterns.contains(type)
        || patterns.contains(family + "/*")
        || (plus > slash + 1 && patterns.contains(family + "/*" + type.substring(plus)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaTypes its && its.patterns.equals(patterns);
  }

  @Override
  public int hashCode() {
    return patterns.hashCode();
  }
}
