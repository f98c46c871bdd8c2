package io.sluice.gateway.source;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of schemes that can be described in a configuration. */
enum SchemeKind {
  /** A keyed hash over the content. */
  HMAC,
  /** A signature with a private key; the receiver holds the public one. */
  ED25519,
  /** A secret sent along as it is. */
  TOKEN,
  /** A user name and a password. */
  BASIC;

  /** How it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SchemeKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
