package io.sluice.gateway.verify;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Believes certificates that were issued to one of a few names and lead to a known root (RFC 5280).
 * Revocation is not looked up, because that would wait for the network.
 */
final class TrustedRoots implements CertifiedSignature.Trust {

  /** One attribute of a name as RFC 2253 writes it, where a backslash takes away all meaning. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\G(?:^|[,+])([^=,+\\\\]{1,64})=((?:[^,+\\\\]|\\\\.){0,256})");

  private static final int DNS_NAME = 2;

  private final Set<TrustAnchor> anchors;
  private final Set<String> names;

  /** Finding a path costs far more than the signature; senders use one chain for months. */
  private volatile @Nullable Believed last;

  /** A chain that leads to a root as long as all certificates on the path are valid. */
  private record Believed(List<X509Certificate> chain, Instant from, Instant until) {

    boolean holds(List<X509Certificate> other, Instant now) {
      return chain.equals(other) && !now.isBefore(from) && !now.isAfter(until);
    }
  }

  /** Believes what these roots say of these names. */
  TrustedRoots(Collection<X509Certificate> roots, Set<String> names) {
    anchors =
        roots.stream()
            .map(root -> new TrustAnchor(root, null))
            .collect(Collectors.toUnmodifiableSet());
    this.names = Set.copyOf(names);
  }

  @Override
  public boolean trusts(List<X509Certificate> chain, Instant now) {
    Believed known = last;
    if (known != null && known.holds(chain, now)) {
      return true;
    }
    List<X509Certificate> path = pathToRoot(chain, now);
    if (path.isEmpty() || namesOf(chain.getFirst()).stream().noneMatch(names::contains)) {
      return false;
    }
    last = new Believed(chain, from(path), until(path));
    return true;
  }

  /** From the first certificate to the one that a root has issued; empty where there is none. */
  private List<X509Certificate> pathToRoot(List<X509Certificate> chain, Instant now) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(chain.getFirst());
      PKIXBuilderParameters wanted = new PKIXBuilderParameters(anchors, target);
      wanted.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      wanted.setRevocationEnabled(false);
      wanted.setDate(Date.from(now));
      return CertPathBuilder.getInstance("PKIX").build(wanted)
              instanceof PKIXCertPathBuilderResult found
          ? found.getCertPath().getCertificates().stream().map(X509Certificate.class::cast).toList()
          : List.of();
    } catch (GeneralSecurityException e) {
      return List.of(); // no path, or nothing that can be on one
    }
  }

  private static Instant from(List<X509Certificate> path) {
    return path.stream()
        .map(certificate -> certificate.getNotBefore().toInstant())
        .max(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private static Instant until(List<X509Certificate> path) {
    return path.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /** The common names and the DNS names that a certificate was issued to. */
  static Set<String> namesOf(X509Certificate certificate) {
    Set<String> found = new HashSet<>();
    Matcher attribute =
        ATTRIBUTE.matcher(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
    while (attribute.find()) {
      if (attribute.group(1).equals("CN")) {
        found.add(attribute.group(2));
      }
    }
    try {
      Collection<List<?>> others = certificate.getSubjectAlternativeNames();
      if (others != null) {
        others.stream()
            .filter(name -> name.getFirst().equals(DNS_NAME))
            .forEach(name -> found.add(String.valueOf(name.get(1))));
      }
    } catch (CertificateParsingException e) {
      return Set.of();
    }
    return found;
  }
}
