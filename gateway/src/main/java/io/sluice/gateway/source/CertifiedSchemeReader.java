package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.AwsSnsScheme;
import io.sluice.gateway.verify.CertificateChains;
import io.sluice.gateway.verify.PayPalScheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.platform.config.Section;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads the schemes of providers that sign with certificates. */
final class CertifiedSchemeReader {

  private static final int ROOTS_MAX = 100;

  private CertifiedSchemeReader() {}

  static SignatureScheme awsSns(Section section, Parameters parameters) {
    return new AwsSnsScheme(
        value(parameters, "topic_arn"),
        section.flag("sha1", true, "Whether SignatureVersion 1 is taken, made with SHA-1."));
  }

  static SignatureScheme payPal(Parameters parameters) {
    String roots = value(parameters, "trusted_roots");
    return new PayPalScheme(
        value(parameters, "webhook_id"),
        () ->
            roots.isEmpty()
                ? platformRoots()
                : CertificateChains.ofPem(roots.getBytes(UTF_8), ROOTS_MAX));
  }

  /** What a provider wants and is not given reads as empty, and is told as a fault elsewhere. */
  private static String value(Parameters parameters, String name) {
    @Nullable String value = parameters.find(name);
    return value == null ? "" : value;
  }

  /** Those that this Java trusts, by default its file {@code cacerts}. */
  private static Parsed<List<X509Certificate>> platformRoots() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      List<X509Certificate> roots =
          Stream.of(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .flatMap(trust -> Stream.of(((X509TrustManager) trust).getAcceptedIssuers()))
              .toList();
      return roots.isEmpty()
          ? new Parsed.Bad<>("must be given, because this Java trusts no certificates")
          : new Parsed.Good<>(roots);
    } catch (GeneralSecurityException e) {
      return new Parsed.Bad<>("must be given, because those that this Java trusts are unreadable");
    }
  }
}
