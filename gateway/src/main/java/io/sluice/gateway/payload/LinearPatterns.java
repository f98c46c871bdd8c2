package io.sluice.gateway.payload;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * The regular expressions of schemas, matched in a time that is linear in the text.
 *
 * <p>An engine that backtracks can be kept busy for hours by a text that is chosen for it. This one
 * cannot, and in return knows no look-around and no back references: a schema with one of these is
 * refused when it is read.
 */
final class LinearPatterns implements RegularExpressionFactory {

  @Override
  public RegularExpression getRegularExpression(String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new SchemaException(
          "the pattern %s cannot be used (%s); look-around and back references are not supported"
              .formatted(regex, e.getDescription()));
    }
  }
}
