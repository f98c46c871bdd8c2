package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A way into a text that holds a document of its own. */
public sealed interface TextStep {

  /** What is found in there, or null. */
  byte @Nullable [] into(byte[] text);

  /**
   * Reads a step: {@code /json/pointer}, {@code base64}, {@code xml:/path} or {@code jwt:claim}.
   */
  static Parsed<TextStep> parse(String step) {
    if (step.startsWith("/")) {
      return BodyPointer.parse(step).map(Json::new);
    }
    if (step.equals("base64")) {
      return new Parsed.Good<>(new Base64Text());
    }
    if (step.startsWith("xml:")) {
      return XmlPath.parse(step.substring(4)).map(XmlText::new);
    }
    if (step.startsWith("jwt:") && step.length() > 4) {
      String claim = step.substring(4).replace("~", "~0").replace("/", "~1");
      return BodyPointer.parse("/" + claim).map(Claim::new);
    }
    return new Parsed.Bad<>(
        "#" + step + " leads nowhere; write #/json/pointer, #base64, #xml:/path or #jwt:claim");
  }

  /** A member of a JSON text. */
  record Json(BodyPointer pointer) implements TextStep {
    @Override
    public byte @Nullable [] into(byte[] text) {
      return bytes(pointer.find(text));
    }
  }

  /** What base64 stands for; line breaks in it mean nothing. */
  record Base64Text() implements TextStep {
    @Override
    public byte @Nullable [] into(byte[] text) {
      return decoded(Base64.getMimeDecoder(), text);
    }
  }

  /** The text of an element of an XML text. */
  record XmlText(XmlPath path) implements TextStep {
    @Override
    public byte @Nullable [] into(byte[] text) {
      return bytes(path.find(text));
    }
  }

  /** A claim of a JSON Web Token (RFC 7519), whose signature is not looked at here. */
  record Claim(BodyPointer pointer) implements TextStep {
    @Override
    public byte @Nullable [] into(byte[] text) {
      String[] parts = new String(text, UTF_8).split("\\.", -1);
      if (parts.length != 3) {
        return null;
      }
      byte[] claims = decoded(Base64.getUrlDecoder(), parts[1].getBytes(UTF_8));
      return claims == null ? null : bytes(pointer.find(claims));
    }
  }

  private static byte @Nullable [] decoded(Base64.Decoder decoder, byte[] text) {
    try {
      return decoder.decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
