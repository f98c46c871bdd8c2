package io.sluice.gateway.source;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.Signer;
import io.sluice.gateway.verify.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A source and one genuine request of its sender, to be attacked. */
interface Subject {

  /** Every scheme that can be configured: those with a folder, and those with vectors. */
  static Stream<Subject> all() {
    return Stream.concat(SchemeCase.all(), ProviderCase.all());
  }

  /** The source with the right secret only. */
  Source source();

  /** The source with another secret only, or another parameter where there are no secrets. */
  Source strange();

  /** The source with both secrets, in both orders; none where there are no secrets. */
  List<Source> rotating();

  /** The right secret. */
  NamedSecret secret();

  /** The other secret. */
  NamedSecret other();

  /** What is attacked. */
  RawRequest genuine();

  /** What a judgement at this time depends on. */
  Circumstances at(Instant now);

  /** A source that differs in its keys at most, and somebody who can sign for it, if possible. */
  Optional<Signing> signing();

  /** The time at which the genuine request is to be judged. */
  default Instant now() {
    return genuine().receivedAt();
  }

  default Verdict verdict(RawRequest request) {
    return source().verifier().verify(request, at(now()));
  }

  /**
   * Both sides of a source.
   *
   * @param source takes what the signer signs
   */
  record Signing(Source source, Signer signer) {

    /** The request with a proof of this time. */
    RawRequest sign(RawRequest request, Instant time) {
      return Requests.withHeadersOf(request, proof(request, time));
    }

    /** The headers that prove the request. */
    HeaderLines proof(RawRequest request, Instant time) {
      return signer.sign(request, "m-1", time);
    }
  }
}
