package io.sluice.gateway.source;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.verify.Algorithm;
import io.sluice.gateway.verify.BasicScheme;
import io.sluice.gateway.verify.KeyRule;
import io.sluice.gateway.verify.Layout;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Template;
import io.sluice.gateway.verify.TextEncoding;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.platform.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads how requests are proved. This is the one vocabulary: the files of the providers are written
 * in it under {@code verify}, and a source with a scheme of its own is written in it directly.
 */
final class SchemeReader {

  private static final Template BODY = Template.parse("{body}").orThrow();
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Duration TOLERANCE_MIN = Duration.ofSeconds(1);
  private static final Duration TOLERANCE_MAX = Duration.ofDays(7);

  private SchemeReader() {}

  /** The hash functions of an HMAC. */
  enum Hash {
    SHA1(Algorithm.HMAC_SHA1),
    SHA256(Algorithm.HMAC_SHA256),
    SHA384(Algorithm.HMAC_SHA384),
    SHA512(Algorithm.HMAC_SHA512);

    private final Algorithm algorithm;

    Hash(Algorithm algorithm) {
      this.algorithm = algorithm;
    }
  }

  /** How bytes are written. */
  enum BytesText {
    HEX(TextEncoding.HEX),
    BASE64(TextEncoding.BASE64);

    private final TextEncoding encoding;

    BytesText(TextEncoding encoding) {
      this.encoding = encoding;
    }
  }

  /** How a signature stands in its header. */
  enum LayoutKind {
    WHOLE,
    ITEMS,
    VERSIONS
  }

  /** Reads the key {@code verify}: one description, or alternatives that are all signatures. */
  static SignatureScheme readAll(Section root) {
    List<SignatureScheme> schemes =
        root.sections("verify", SchemeReader::readOne, "How requests are proved.");
    if (schemes.size() == 1) {
      return schemes.getFirst();
    }
    List<SignedWay> ways = new ArrayList<>();
    for (SignatureScheme scheme : schemes) {
      if (scheme instanceof SignedScheme(List<SignedWay> more)) {
        ways.addAll(more);
      } else {
        root.fault("verify", "only signatures have alternatives");
      }
    }
    if (schemes.isEmpty()) {
      root.fault("verify", "is missing: nothing would be proved");
    }
    return new SignedScheme(ways);
  }

  private static SignatureScheme readOne(Section section) {
    return read(section.choice("scheme", SchemeKind.HMAC, "The kind of scheme."), section);
  }

  /** Reads the description of a scheme of this kind. */
  static SignatureScheme read(SchemeKind kind, Section section) {
    return switch (kind) {
      case HMAC -> new SignedScheme(List.of(hmac(section)));
      case ED25519 -> new SignedScheme(List.of(ed25519(section)));
      case TOKEN ->
          new TokenScheme(
              header(section, "header", "The header with the token."),
              section.text("prefix", "", "What stands before the token, such as \"Bearer \"."));
      case BASIC -> new BasicScheme();
    };
  }

  private static SignedWay hmac(Section section) {
    Hash hash = section.choice("algorithm", Hash.SHA256, "The hash function of the HMAC.");
    TextEncoding written =
        section.choice(
            "secret_encoding", TextEncoding.UTF8, "How the key is written; utf8: as it is.");
    return signed(section, keyRule(section, hash.algorithm, written));
  }

  private static SignedWay ed25519(Section section) {
    BytesText written =
        section.choice("secret_encoding", BytesText.HEX, "How the public key is written.");
    return signed(section, keyRule(section, Algorithm.ED25519, written.encoding));
  }

  private static KeyRule keyRule(Section section, Algorithm algorithm, TextEncoding written) {
    return new KeyRule(
        algorithm,
        written,
        section.text("secret_prefix", "", "A mark before the secret that is no part of the key."),
        section.flag(
            "secret_prefix_required", false, "Whether secrets without the mark are refused."));
  }

  private static SignedWay signed(Section section, KeyRule key) {
    String signedDoc =
        "What is signed: literal text with {body}, {timestamp} and {header:Name} in it.";
    SignedWay way =
        new SignedWay(
            key,
            header(section, "header", "The header with the signature."),
            layout(section),
            section.choice("encoding", BytesText.HEX, "How the signature is written.").encoding,
            Reading.orFault(
                section,
                "signed",
                Template.parse(section.text("signed", "{body}", signedDoc)),
                BODY),
            timestamp(section));
    way.fault().ifPresent(why -> section.fault("signed", why));
    return way;
  }

  private static String header(Section section, String key, String doc) {
    String name = section.text(key, doc);
    if (section.has(key) && !HeaderLines.isName(name)) {
      section.fault(key, "\"" + name + "\" is not a header name");
    }
    return name;
  }

  private static Layout layout(Section section) {
    LayoutKind kind =
        section.choice(
            "layout",
            LayoutKind.WHOLE,
            "How the signature stands in its header: it is the whole value; or one of items such"
                + " as t=…,v1=…; or one of versions such as v1,… v1a,… separated by blanks.");
    return switch (kind) {
      case WHOLE ->
          new Layout.Whole(
              section.text("prefix", "", "What stands before the signature, such as sha256=."));
      case ITEMS -> new Layout.Items(section.text("item", "The name of the item: v1 in v1=…."));
      case VERSIONS -> new Layout.Versions(section.text("item", "The version: v1 in v1,…."));
    };
  }

  private static Optional<TimestampRule> timestamp(Section section) {
    Optional<String> header =
        section.optionalText("timestamp_header", "The header with the signed time.");
    Optional<String> item =
        section.optionalText(
            "timestamp_item", "The item of the signature header with the signed time: t in t=….");
    TimestampRule.Unit unit =
        section.choice(
            "timestamp_unit", TimestampRule.Unit.SECONDS, "What the time counts since 1970.");
    Duration tolerance = tolerance(section);
    if (header.isPresent() && item.isPresent()) {
      section.fault("timestamp_item", "the time stands in a header or in an item, not in both");
    }
    return header
        .<TimestampRule.Place>map(TimestampRule.Place.InHeader::new)
        .or(() -> item.map(TimestampRule.Place.InItem::new))
        .map(place -> new TimestampRule(place, unit, tolerance));
  }

  /** How far the signed time may be from now. */
  static Duration tolerance(Section section) {
    return section.duration(
        "tolerance",
        TOLERANCE,
        TOLERANCE_MIN,
        TOLERANCE_MAX,
        "How far the signed time may be from now, in the past as in the future.");
  }
}
