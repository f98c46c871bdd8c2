package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Reply;
import java.net.URI;
import java.util.Optional;

/** What the proof of a request came to. */
public sealed interface Verdict {

  /** The request is what its provider signed. */
  record Genuine(VerifiedHook hook) implements Verdict {}

  /**
   * A question that the gateway answers by itself; never an event.
   *
   * @param visit a URL to be called, by which the provider wants the answer confirmed
   */
  record Handshake(Reply reply, Optional<URI> visit) implements Verdict {}

  /**
   * Not proved genuine. The reason is for our log and metrics, never for the answer.
   *
   * @param status what the sender is told
   */
  record Refused(Refusal reason, int status) implements Verdict {

    static final int UNAUTHORIZED = 401;

    /** What every sender is told that has no other answer coming. */
    public Refused(Refusal reason) {
      this(reason, UNAUTHORIZED);
    }
  }

  /** Not to be told before the certificate at this URL was fetched; then ask again. */
  record Wanting(URI certificate) implements Verdict {}
}
