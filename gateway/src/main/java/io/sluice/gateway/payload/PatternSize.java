package io.sluice.gateway.payload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression gets when it is compiled: about one for each thing it looks for.
 * Repetitions are written out, and those of repetitions multiply: fifteen characters such as {@code
 * ((a{99}){99}){99}} become a million. Told from the text, because compiling is what takes the
 * memory.
 */
final class PatternSize {

  /** No larger size is told. */
  static final int MAX = 1 << 20;

  private static final int NESTED_MAX = 100;
  private static final Pattern COUNTS = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?}");
  private static final Pattern ESCAPED =
      Pattern.compile("\\\\(?:[xpP]\\{[^}]*}|Q.*?(?:\\\\E|$)|.|$)", Pattern.DOTALL);

  private final String regex;
  private final Deque<Long> around = new ArrayDeque<>();
  private long before;
  private long last;

  private PatternSize(String regex) {
    this.regex = regex;
  }

  static int of(String regex) {
    PatternSize size = new PatternSize(regex);
    int at = 0;
    while (at < regex.length()) {
      at += size.take(at);
      if (size.around.size() > NESTED_MAX || size.before + size.last > MAX) {
        return MAX;
      }
    }
    return (int) size.all();
  }

  /** Takes what begins here; tells how long it is. */
  private int take(int at) {
    switch (regex.charAt(at)) {
      case '(' -> {
        around.push(before + last);
        before = 0;
        last = 0;
      }
      case ')' -> {
        long outside = around.isEmpty() ? 0 : around.pop();
        long inside = before + last + 2;
        before = outside;
        last = inside;
      }
      case '|', '*', '+', '?' -> last++;
      case '{' -> {
        return repeated(at);
      }
      case '\\' -> {
        return escaped(at);
      }
      case '[' -> {
        next(1);
        return Math.min(regex.length(), classEnd(at)) - at;
      }
      default -> next(1);
    }
    return 1;
  }

  private int repeated(int at) {
    Matcher counts = COUNTS.matcher(regex).region(at, regex.length());
    if (!counts.lookingAt()) {
      next(1);
      return 1;
    }
    String most = counts.group(3);
    long times = Long.parseLong(most == null || most.isEmpty() ? counts.group(1) : most);
    last = Math.min(MAX + 1L, (last + 1) * (times + 1));
    return counts.end() - at;
  }

  private int escaped(int at) {
    Matcher escaped = ESCAPED.matcher(regex).region(at, regex.length());
    int length = escaped.lookingAt() ? escaped.end() - at : 1;
    next(regex.startsWith("\\Q", at) ? length : 1);
    return length;
  }

  /** Where a class such as {@code [^]a-z[:digit:]]} ends; by hand, as it may be very long. */
  private int classEnd(int begin) {
    int at = begin + (regex.startsWith("^", begin + 1) ? 2 : 1);
    at += regex.startsWith("]", at) ? 1 : 0;
    while (at < regex.length() && regex.charAt(at) != ']') {
      int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += regex.charAt(at) == '\\' ? 2 : 1;
      }
    }
    return at + 1;
  }

  private void next(int size) {
    before += last;
    last = size;
  }

  private long all() {
    long sum = before + last;
    for (long outside : around) {
      sum += outside;
    }
    return Math.min(MAX, sum);
  }
}
