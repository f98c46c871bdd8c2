package io.sluice.gateway.outbound;

/** Is told what came of every call, for logs and counters. Must not wait. */
public interface OutboundReport {

  /**
   * A call is over.
   *
   * @param host whom it went to; the rest of the URL may hold a token
   * @param ok whether it came to what it was for
   */
  void done(String host, boolean ok);
}
