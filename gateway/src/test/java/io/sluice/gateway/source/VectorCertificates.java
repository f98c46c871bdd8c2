package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.gateway.verify.CertificateChains;
import io.sluice.gateway.verify.FetchedCertificates;
import io.sluice.testing.vectors.Vector;
import java.security.cert.X509Certificate;

/** The certificates that the network would have for a vector. */
final class VectorCertificates {

  private VectorCertificates() {}

  static FetchedCertificates of(Vector vector) {
    FetchedCertificates certificates = new FetchedCertificates();
    vector
        .secret()
        .path("certificates")
        .properties()
        .forEach(at ->
            certificates.with(
                at.getKey(),
                CertificateChains.ofPem(at.getValue().asText().getBytes(US_ASCII), 10)
                    .orThrow()
                    .toArray(X509Certificate[]::new)));
    return certificates;
  }
}
