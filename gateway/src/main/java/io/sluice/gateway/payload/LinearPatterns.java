package io.sluice.gateway.payload;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The regular expressions of one schema, matched in a time that is linear in the text.
 *
 * <p>An engine that backtracks can be kept busy for hours by a text that is chosen for it. This one
 * cannot, and in return knows no look-around and no back references: a schema with one of these is
 * refused when it is read. So is one whose patterns would need much memory, each or all together.
 */
final class LinearPatterns implements RegularExpressionFactory {

  /** The largest pattern: both memory and the time for each character grow with it. */
  static final int SIZE_MAX = 5_000;

  /** The largest sum of all patterns. */
  static final int SUM_MAX = 100_000;

  private final AtomicInteger sum = new AtomicInteger();

  @Override
  public RegularExpression getRegularExpression(String regex) {
    int size = PatternSize.of(regex);
    if (size > SIZE_MAX) {
      throw new SchemaException(
          "the pattern %s is too large; its repetitions multiply, or it is too long"
              .formatted(shortened(regex)));
    }
    if (sum.addAndGet(size) > SUM_MAX) {
      throw new SchemaException("its patterns are too large together");
    }
    try {
      Pattern pattern = Pattern.compile(regex);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new SchemaException(
          "the pattern %s cannot be used (%s); look-around and back references are not supported"
              .formatted(shortened(regex), e.getDescription()));
    }
  }

  private static String shortened(String regex) {
    return regex.length() <= 100 ? regex : regex.substring(0, 100) + "…";
  }
}
