package io.sluice.standalone;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Foreign text for a terminal: a sender must not be able to move the reader's cursor. */
final class TerminalText {

  private TerminalText() {}

  /** Text that may have several lines. */
  static String lines(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Text that stays on its line. */
  static String line(String text) {
    return lines(text).replace('\n', '\ufffd').replace('\t', ' ');
  }

  /** A body: as text where it is some, else in Base64. */
  static String body(byte[] body) {
    return lines(utf8(body).orElseGet(() -> Base64.getEncoder().encodeToString(body)).strip());
  }

  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
