package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that is a key with a name of its own: {@code KEYID ALGORITHM KEY} with blanks or line
 * ends between, where the key is PEM, or base64 of a shared key.
 *
 * @param id what signatures call it
 * @param algorithm the only algorithm that it is used with
 * @param key the key as it is written
 */
record MessageKey(String id, MessageAlgorithm algorithm, NamedSecret key) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** The text of a failure never repeats the secret. */
  static Parsed<MessageKey> parse(NamedSecret secret) {
    String[] words = BLANKS.split(secret.value().strip(), 3);
    if (words.length < 3) {
      return new Parsed.Bad<>("must read KEYID ALGORITHM KEY, with blanks between");
    }
    Optional<MessageAlgorithm> algorithm = MessageAlgorithm.of(words[1]);
    return algorithm
        .<Parsed<MessageKey>>map(known ->
            new Parsed.Good<>(
                new MessageKey(
                    words[0],
                    known,
                    new NamedSecret(
                        secret.name(), words[2], secret.notBefore(), secret.notAfter()))))
        .orElseGet(() ->
            new Parsed.Bad<>(
                "must read KEYID ALGORITHM KEY, where the algorithm is one of "
                    + String.join(", ", MessageAlgorithm.words())));
  }

  Parsed<CheckingKey> checkingKey() {
    return algorithm.keyRule().checkingKey(key);
  }

  Parsed<SigningKey> signingKey() {
    return algorithm.keyRule().signingKey(key);
  }

  /** Whether a signature that says so of its key and algorithm may be made with this key. */
  boolean fits(Optional<String> keyid, Optional<String> alg) {
    return keyid.map(id::equals).orElse(true) && alg.map(algorithm.word()::equals).orElse(true);
  }
}
