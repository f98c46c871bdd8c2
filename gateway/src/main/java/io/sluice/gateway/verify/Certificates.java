package io.sluice.gateway.verify;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates that senders name by URL. Looking one up never waits for the network. */
public interface Certificates {

  /** No certificate is anywhere. */
  Certificates NONE = url -> new Lookup.Absent();

  /** What is known of this URL now. The caller has checked that the URL is to be trusted. */
  Lookup find(URI url);

  /** What is known of a certificate. */
  sealed interface Lookup {

    /** It was fetched: the sender's own certificate first, then those that vouch for it. */
    record Known(List<X509Certificate> chain) implements Lookup {}

    /** There is none at this URL. */
    record Absent() implements Lookup {}

    /** It has not been fetched yet. */
    record NotYet() implements Lookup {}
  }
}
