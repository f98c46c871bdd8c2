package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads several X.509 certificates out of one PEM text. */
public final class CertificateChains {

  private CertificateChains() {}

  /** The certificates in the order in which they stand there. */
  public static Parsed<List<X509Certificate>> ofPem(byte[] pem, int certificatesMax) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        return new Parsed.Bad<>("holds no certificate");
      }
      return chain.size() > certificatesMax
          ? new Parsed.Bad<>("holds more than " + certificatesMax + " certificates")
          : new Parsed.Good<>(chain);
    } catch (CertificateException e) {
      return new Parsed.Bad<>("is no PEM of certificates");
    }
  }
}
