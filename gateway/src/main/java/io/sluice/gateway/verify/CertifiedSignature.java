package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A signature whose key stands in a certificate that the sender names by URL.
 *
 * @param algorithm how it was made
 * @param content what was signed, in pieces
 * @param signature the signature
 */
record CertifiedSignature(Algorithm algorithm, List<byte[]> content, byte[] signature) {

  /** Which certificates are believed. */
  interface Trust {

    /** Whether the first of these, with what the others say for it, is believed at this time. */
    boolean trusts(List<X509Certificate> chain, Instant now);
  }

  /**
   * Judges the signature by the certificate at a URL.
   *
   * @param url where the certificate is; the caller has checked that it may be fetched from there
   */
  Proof prove(URI url, Trust trust, Circumstances circumstances) {
    return switch (circumstances.certificates().find(url)) {
      case Certificates.Lookup.NotYet _ -> new Proof.Wanting(url);
      case Certificates.Lookup.Absent _ -> new Proof.Refuted(Refusal.UNTRUSTED_CERTIFICATE);
      case Certificates.Lookup.Known(List<X509Certificate> chain) ->
          !chain.isEmpty() && trust.trusts(chain, circumstances.now())
              ? proveWith(chain.getFirst())
              : new Proof.Refuted(Refusal.UNTRUSTED_CERTIFICATE);
    };
  }

  /** By way of the encoded key, so that keys that are too short for the algorithm are refused. */
  private Proof proveWith(X509Certificate certificate) {
    byte[] encoded = certificate.getPublicKey().getEncoded();
    return switch (PublicKeys.ofDer(encoded, algorithm)) {
      case Parsed.Bad<PublicKey> _ -> new Proof.Refuted(Refusal.UNTRUSTED_CERTIFICATE);
      case Parsed.Good<PublicKey>(PublicKey key) ->
          new Asymmetric.PublicHalf(algorithm, key).accepts(content, List.of(signature))
              ? new Proof.Proven()
              : new Proof.Refuted(Refusal.BAD_SIGNATURE);
    };
  }
}
