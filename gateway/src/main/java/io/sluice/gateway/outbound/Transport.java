package io.sluice.gateway.outbound;

import java.net.URI;

/** Fetches what is at a URL. The caller has checked that the URL may be called. */
public interface Transport {

  /** Waits for the answer, within limits. An interrupted wait is a failure. */
  Answer get(URI url);

  /** What came of a call. */
  sealed interface Answer {

    /** There was an answer, whole and not too long. */
    record Got(int status, byte[] body) implements Answer {}

    /** There was none. */
    record Failed() implements Answer {}
  }
}
