package io.sluice.gateway.source;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Algorithm;
import io.sluice.gateway.verify.KeyRule;
import io.sluice.gateway.verify.Layout;
import io.sluice.gateway.verify.SignaturePlace;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Template;
import io.sluice.gateway.verify.TextEncoding;
import io.sluice.gateway.verify.TimestampRule;
import io.sluice.platform.config.Section;
import java.time.Duration;
import java.util.Optional;

/** Reads the description of one signature. */
final class SignedWayReader {

  private static final Template BODY = Template.parse("{body}").orThrow();
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Duration TOLERANCE_MIN = Duration.ofSeconds(1);
  private static final Duration TOLERANCE_MAX = Duration.ofDays(7);

  private SignedWayReader() {}

  /** The hash functions. */
  enum Hash {
    SHA1,
    SHA256,
    SHA384,
    SHA512
  }

  /** The curves of ECDSA and how a signature is written. */
  enum Curve {
    /** P-256 with SHA-256, the signature in ASN.1 DER. */
    P256(Algorithm.ECDSA_P256),
    P384(Algorithm.ECDSA_P384),
    /** The signature as two numbers of fixed length, one after the other. */
    P256_RAW(Algorithm.ECDSA_P256_RAW),
    P384_RAW(Algorithm.ECDSA_P384_RAW);

    private final Algorithm algorithm;

    Curve(Algorithm algorithm) {
      this.algorithm = algorithm;
    }
  }

  /** How bytes are written. */
  enum BytesText {
    HEX(TextEncoding.HEX),
    BASE64(TextEncoding.BASE64),
    BASE64URL(TextEncoding.BASE64URL);

    private final TextEncoding encoding;

    BytesText(TextEncoding encoding) {
      this.encoding = encoding;
    }
  }

  /** How a signature stands in its line. */
  enum LayoutKind {
    WHOLE,
    LIST,
    ITEMS,
    VERSIONS
  }

  static SignedWay read(SchemeKind kind, Section section, Parameters parameters) {
    section.retired("header", "signature: header:Name");
    section.retired("timestamp_header", "timestamp: header:Name");
    section.retired("timestamp_item", "timestamp: item:name");
    section.retired("timestamp_unit", "timestamp_format");
    SignedWay way =
        new SignedWay(
            keyRule(kind, section),
            signature(section),
            layout(section, parameters),
            section.choice("encoding", BytesText.HEX, "How the signature is written.").encoding,
            signed(section, parameters),
            timestamp(section),
            HandshakeReader.conditions(
                section, "requires", "What else must be so in a request.", parameters),
            SchemeReader.each(section));
    way.fault().ifPresent(why -> section.fault("signed", why));
    return way;
  }

  private static KeyRule keyRule(SchemeKind kind, Section section) {
    Algorithm algorithm = algorithm(kind, section);
    TextEncoding usual = kind == SchemeKind.ED25519 ? TextEncoding.HEX : TextEncoding.BASE64;
    boolean shared = kind == SchemeKind.HMAC || kind == SchemeKind.DIGEST;
    return new KeyRule(
        algorithm,
        section.choice(
            "secret_encoding",
            shared ? TextEncoding.UTF8 : usual,
            "How the key is written; utf8: the text is the key. Public keys may also be PEM."),
        section.text("secret_prefix", "", "A mark before the secret that is no part of the key."),
        section.flag(
            "secret_prefix_required", false, "Whether secrets without the mark are refused."),
        section.choice(
            "secret_hash", KeyRule.Hash.NONE, "What the secret is hashed with to become the key."));
  }

  private static Algorithm algorithm(SchemeKind kind, Section section) {
    if (kind == SchemeKind.ED25519) {
      return Algorithm.ED25519;
    }
    if (kind == SchemeKind.ECDSA) {
      return section.choice("curve", Curve.P256, "The curve and the form of a signature.")
          .algorithm;
    }
    Hash hash = section.choice("algorithm", Hash.SHA256, "The hash function.");
    return switch (kind) {
      case DIGEST -> Algorithm.valueOf("DIGEST_" + hash);
      case RSA -> Algorithm.valueOf("RSA_" + hash);
      default -> Algorithm.valueOf("HMAC_" + hash);
    };
  }

  private static SignaturePlace signature(Section section) {
    String text =
        section.text(
            "signature",
            "The place of the signature: header:Name, header:Name-{n} for headers with numbers,"
                + " body:/json/pointer, form:name or query:name.");
    boolean repeated =
        section.flag("repeated", false, "Whether that header may come in several lines.");
    if (text.startsWith("header:") && text.endsWith("{n}")) {
      String stem = text.substring(7, text.length() - 3);
      if (!HeaderLines.isName(stem)) {
        section.fault("signature", "\"" + stem + "\" is not a header name");
      }
      return new SignaturePlace.InNumberedHeaders(stem);
    }
    Selector place =
        Reading.orFault(section, "signature", Selector.parse(text), new Selector.Header("none"));
    return place instanceof Selector.Header(String name)
        ? new SignaturePlace.InHeader(name, repeated)
        : new SignaturePlace.At(place);
  }

  private static Template signed(Section section, Parameters parameters) {
    String doc =
        "What is signed: literal text with places of the request in braces, such as {body},"
            + " {timestamp}, {url} and {header:Name}.";
    return Reading.orFault(
        section,
        "signed",
        Template.parse(section.text("signed", "{body}", doc), parameters.lookup()),
        BODY);
  }

  private static Layout layout(Section section, Parameters parameters) {
    LayoutKind kind =
        section.choice(
            "layout",
            LayoutKind.WHOLE,
            "How the signature stands there: it is the whole value; or one of a list; or one of"
                + " items such as t=…,v1=…; or one of versions such as v1,… v1a,… separated by"
                + " blanks.");
    return switch (kind) {
      case WHOLE -> new Layout.Whole(prefix(section));
      case LIST -> new Layout.Listed(separator(section, ","), prefix(section));
      case ITEMS ->
          new Layout.Items(item(section, parameters), separator(section, ","), joint(section));
      case VERSIONS -> new Layout.Items(item(section, parameters), ' ', ',');
    };
  }

  private static String prefix(Section section) {
    return section.text("prefix", "", "What stands before the signature, such as sha256=.");
  }

  private static String item(Section section, Parameters parameters) {
    String item = section.text("item", "The name of the item or version: v1 in v1=….");
    String known = item.startsWith("parameter:") ? parameters.find(item.substring(10)) : item;
    if (known == null) {
      section.fault("item", "there is no " + item);
    }
    return known == null ? item : known;
  }

  private static char separator(Section section, String usual) {
    return single(section, "separator", usual, "What stands between items or list elements.");
  }

  private static char joint(Section section) {
    return single(section, "joint", "=", "What stands between the name of an item and its value.");
  }

  private static char single(Section section, String key, String usual, String doc) {
    String text = section.text(key, usual, doc);
    if (text.length() != 1) {
      section.fault(key, "write one character");
    }
    return text.isEmpty() ? usual.charAt(0) : text.charAt(0);
  }

  private static Optional<TimestampRule> timestamp(Section section) {
    Optional<String> place =
        section.optionalText(
            "timestamp",
            "The place of the signed time: header:Name, item:t for an item of the signature's line,"
                + " body:/json/pointer or form:name.");
    TimestampRule.Format format =
        section.choice(
            "timestamp_format", TimestampRule.Format.SECONDS, "How the time is written.");
    boolean checked =
        section.flag("age_checked", true, "Whether a time that is too far from now is refused.");
    Duration past = tolerance(section);
    Duration future =
        section.duration(
            "tolerance_ahead",
            past,
            Duration.ZERO,
            TOLERANCE_MAX,
            "How far the signed time may lie ahead, where that differs from tolerance.");
    if (!checked && (section.has("tolerance") || section.has("tolerance_ahead"))) {
      section.fault("age_checked", "is false, so that no tolerance counts; leave out one of them");
    }
    Optional<TimestampRule.Tolerance> tolerance =
        checked ? Optional.of(new TimestampRule.Tolerance(past, future)) : Optional.empty();
    return place.map(text ->
        new TimestampRule(
            Reading.orFault(
                section, "timestamp", timePlace(text), new TimestampRule.Place.InItem("t")),
            format,
            tolerance));
  }

  private static Parsed<TimestampRule.Place> timePlace(String text) {
    return text.startsWith("item:")
        ? new Parsed.Good<>(new TimestampRule.Place.InItem(text.substring(5)))
        : Selector.parse(text).map(TimestampRule.Place.At::new);
  }

  /** How far the signed time may be from now. */
  static Duration tolerance(Section section) {
    return section.duration(
        "tolerance",
        TOLERANCE,
        TOLERANCE_MIN,
        TOLERANCE_MAX,
        "How far the signed time may be from now, in the past as in the future, unless"
            + " tolerance_ahead says otherwise.");
  }
}
