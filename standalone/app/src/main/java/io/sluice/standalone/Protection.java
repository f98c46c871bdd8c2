package io.sluice.standalone;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.source.EventNaming;
import io.sluice.gateway.source.NameRule;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What nobody but a holder of the secret can change.
 *
 * @param body how much of the body
 * @param url whether the URL that was called
 * @param age whether a request that is repeated later is refused
 * @param id how much of what names the event
 */
record Protection(Extent body, boolean url, boolean age, Extent id) {

  /** How much of something is signed. */
  enum Extent {
    WHOLE("yes"),
    /** Some of it, or all of it in some of the ways of signing. */
    PART("in part"),
    /** A sum that finds accidents and no intent. */
    CHECKSUM("checksum"),
    NONE("no"),
    /** There is nothing that could be signed. */
    ABSENT("–");

    private final String word;

    Extent(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  private static final Pattern URL =
      Pattern.compile("\\{(url|url_base|path|hubspot_url|contentful_path|plivo_url)[|}]");
  private static final Pattern IN_BODY = Pattern.compile("(body|form|multipart|xml):");
  private static final Pattern OF_BODY =
      Pattern.compile("\\{((body|form|multipart|xml):|sorted_form|plivo_url)");

  static Protection of(SignatureScheme scheme, EventNaming naming) {
    return new Protection(
        body(scheme, naming),
        scheme.covers(new Selector.PathSegment(1))
            || signed(scheme).anyMatch(text -> URL.matcher(text).find()),
        scheme.explain().limitsAge(),
        extent(scheme, naming.id()));
  }

  /** How much of what these rules find is signed. */
  static Extent extent(SignatureScheme scheme, List<NameRule> rules) {
    if (rules.isEmpty()) {
      return Extent.ABSENT;
    }
    if (rules.stream().allMatch(rule -> rule.isCoveredBy(scheme))) {
      boolean inBody = rules.stream().anyMatch(Protection::looksIntoBody);
      return inBody && isSummed(scheme) ? Extent.CHECKSUM : Extent.WHOLE;
    }
    return rules.stream().anyMatch(rule -> ways(scheme).anyMatch(rule::isCoveredBy))
        ? Extent.PART
        : Extent.NONE;
  }

  private static Extent body(SignatureScheme scheme, EventNaming naming) {
    if (isSummed(scheme)) {
      return Extent.CHECKSUM;
    }
    if (scheme.explain().coversBody()) {
      return Extent.WHOLE;
    }
    boolean some =
        signed(scheme).anyMatch(text -> OF_BODY.matcher(text).find())
            || Stream.of(naming.type(), naming.id(), naming.key())
                .flatMap(List::stream)
                .filter(Protection::looksIntoBody)
                .anyMatch(rule -> rule.isCoveredBy(scheme));
    return some ? Extent.PART : Extent.NONE;
  }

  private static boolean looksIntoBody(NameRule rule) {
    return IN_BODY.matcher(rule.toString()).find();
  }

  /** Whether all that is signed of the body is a sum that another body can have as well. */
  private static boolean isSummed(SignatureScheme scheme) {
    return scheme.explain().steps().stream().anyMatch(step -> step.contains("{body|crc32}"));
  }

  /** The templates of what is signed, where the scheme is made of such. */
  private static Stream<String> signed(SignatureScheme scheme) {
    return scheme instanceof SignedScheme signed
        ? signed.ways().stream().map(way -> way.signed().toString())
        : Stream.empty();
  }

  /** The scheme, or each of its alternatives by itself. */
  private static Stream<SignatureScheme> ways(SignatureScheme scheme) {
    return scheme instanceof SignedScheme signed
        ? signed.ways().stream().map(way -> new SignedScheme(List.of(way)))
        : Stream.of(scheme);
  }
}
