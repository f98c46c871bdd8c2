package io.sluice.gateway.verify;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The algorithms of HTTP Message Signatures (RFC 9421, section 3.3). */
enum MessageAlgorithm {
  HMAC_SHA256(Algorithm.HMAC_SHA256),
  ED25519(Algorithm.ED25519),
  ECDSA_P256_SHA256(Algorithm.ECDSA_P256_RAW),
  ECDSA_P384_SHA384(Algorithm.ECDSA_P384_RAW),
  RSA_PSS_SHA512(Algorithm.RSA_PSS_SHA512),
  RSA_V1_5_SHA256(Algorithm.RSA_SHA256);

  private final Algorithm algorithm;

  MessageAlgorithm(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  static Optional<MessageAlgorithm> of(String word) {
    return Stream.of(values()).filter(known -> known.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Stream.of(values()).map(MessageAlgorithm::word).toList();
  }

  /** As the registry of the standard has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-').replace("v1-5", "v1_5");
  }

  /** How its keys are written. */
  KeyRule keyRule() {
    return new KeyRule(algorithm, TextEncoding.BASE64, "", false, KeyRule.Hash.NONE);
  }
}
