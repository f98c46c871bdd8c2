package io.sluice.gateway.source;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of schemes that can be described in a configuration. */
enum SchemeKind {
  /** A keyed hash over the content. */
  HMAC,
  /** A plain hash over the secret and the content. */
  DIGEST,
  /** Signatures with a private key; the receiver holds the public one. */
  ED25519,
  ECDSA,
  RSA,
  /** A JSON Web Token with claims about the request. */
  JWT,
  /** HTTP Message Signatures (RFC 9421). */
  RFC9421,
  /** A secret sent along as it is. */
  TOKEN,
  /** A user name and a password. */
  BASIC,
  /** Messages of the AWS Simple Notification Service. */
  AWS_SNS,
  /** Webhooks of PayPal, signed by a certificate. */
  PAYPAL;

  /** How it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a source may describe it; the others belong to one provider. */
  boolean isOpen() {
    return this != AWS_SNS && this != PAYPAL;
  }

  static Optional<SchemeKind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
