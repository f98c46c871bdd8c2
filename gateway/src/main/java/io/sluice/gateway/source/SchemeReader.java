package io.sluice.gateway.source;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.BasicScheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.platform.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads how requests are proved. This is the one vocabulary: the files of the providers are written
 * in it under {@code verify}, and a source with a scheme of its own is written in it directly.
 */
final class SchemeReader {

  private SchemeReader() {}

  /** Reads the key {@code verify}: one description, or alternatives that are all signatures. */
  static SignatureScheme readAll(Section root, Parameters parameters) {
    List<SignatureScheme> schemes =
        root.sections(
            "verify", section -> readOne(section, parameters), "How requests are proved.");
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

  private static SignatureScheme readOne(Section section, Parameters parameters) {
    return read(
        section.choice("scheme", SchemeKind.HMAC, "The kind of scheme."), section, parameters);
  }

  /** Reads the description of a scheme of this kind. */
  static SignatureScheme read(SchemeKind kind, Section section, Parameters parameters) {
    return switch (kind) {
      case HMAC, DIGEST, ED25519, ECDSA, RSA ->
          new SignedScheme(List.of(SignedWayReader.read(kind, section, parameters)));
      case TOKEN -> token(section);
      case BASIC -> new BasicScheme();
      case JWT -> JwtReader.read(section, parameters);
      case RFC9421 -> Rfc9421Reader.read(section);
      case AWS_SNS -> CertifiedSchemeReader.awsSns(section, parameters);
      case PAYPAL -> CertifiedSchemeReader.payPal(parameters);
    };
  }

  private static SignatureScheme token(Section section) {
    section.retired("header", "token: header:Name");
    String prefix =
        section.text("prefix", "", "What stands before the token, such as \"Bearer \".");
    List<TokenScheme.Place> places = new ArrayList<>();
    for (String text :
        section.texts("token", List.of(), "The place of the token, such as header:X-Token.")) {
      Selector place =
          Reading.orFault(section, "token", Selector.parse(text), new Selector.Header("none"));
      places.add(new TokenScheme.Place(place, place instanceof Selector.Header ? prefix : ""));
    }
    if (places.isEmpty()) {
      section.fault("token", "is missing; write the place of the token, such as header:X-Token");
    }
    return new TokenScheme(places, each(section));
  }

  /** The list of which every element is proved for itself. */
  static Optional<BodyPointer> each(Section section) {
    return section
        .optionalText(
            "each",
            "A JSON pointer to a list in the body of which every element must be proved for itself;"
                + " * in other pointers is then that element.")
        .map(text -> {
          Parsed<BodyPointer> pointer = BodyPointer.parse(text);
          return Reading.orFault(section, "each", pointer, new BodyPointer(List.of()));
        });
  }
}
