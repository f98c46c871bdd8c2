package io.sluice.gateway.verify;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Certificates as a test has put them at URLs; anywhere else there are none. */
public final class FetchedCertificates implements Certificates {

  private final Map<URI, Lookup> found = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** Puts a chain at a URL. */
  public FetchedCertificates with(String url, X509Certificate... chain) {
    found.put(URI.create(url), new Lookup.Known(List.of(chain)));
    return this;
  }

  /** Has not fetched this URL yet. */
  public FetchedCertificates without(String url) {
    found.put(URI.create(url), new Lookup.NotYet());
    return this;
  }

  @Override
  public Lookup find(URI url) {
    asked.add(url.toString());
    return found.getOrDefault(url, new Lookup.Absent());
  }

  /** The URLs that were asked about. */
  public List<String> asked() {
    return asked;
  }
}
