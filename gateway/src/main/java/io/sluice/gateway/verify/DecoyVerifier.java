package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.RawRequest;

/** Does the work of a verifier and refuses everything, for sources that do not exist. */
public final class DecoyVerifier implements Verifier {

  @Override
  public Verdict verify(RawRequest request, Circumstances circumstances) {
    Toll.pay(request);
    return new Verdict.Refused(Refusal.UNKNOWN_SOURCE);
  }
}
