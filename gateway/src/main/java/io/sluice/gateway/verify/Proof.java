package io.sluice.gateway.verify;

import java.net.URI;

/** What one secret says about one request. */
public sealed interface Proof {

  /** Only a holder of the secret can have sent this. */
  record Proven() implements Proof {}

  /**
   * Not proved by this secret.
   *
   * @param digested whether the whole body was digested to find that out, which is what takes long
   */
  record Refuted(Refusal reason, boolean digested) implements Proof {

    /** Before the whole body was digested. */
    public Refuted(Refusal reason) {
      this(reason, false);
    }

    /** What both say together: the reason of the one that got further. */
    Refuted and(Refuted other) {
      return new Refuted(reason.orFurther(other.reason), digested || other.digested);
    }
  }

  /** Not to be told before the certificate at this URL, which is to be trusted, was fetched. */
  record Wanting(URI certificate) implements Proof {}
}
