package io.sluice.bench.micro;

import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Judgement;
import io.sluice.gateway.verify.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Proving a recorded request, by provider, and naming the event of it. */
public class VerifyBenchmark extends Piece {

  @Param({
    "github",
    "stripe",
    "slack",
    "shopify",
    "twilio",
    "standardwebhooks",
    "discord",
    "sendgrid",
    "auth0",
    "http-basic"
  })
  @SuppressWarnings("NullAway.Init") // set by JMH
  String provider;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private SignedRequest signed;

  @SuppressWarnings("NullAway.Init") // set before each trial
  private Verdict genuine;

  /** A request that is refused would measure something else. */
  @Setup
  public void setUp() {
    signed = SignedRequest.of(provider);
    genuine = verify();
    if (!(genuine instanceof Verdict.Genuine)) {
      throw new IllegalStateException(provider + ": " + genuine);
    }
  }

  /** The signature alone. */
  @Benchmark
  public Verdict verify() {
    return signed.source().verifier().verify(signed.request(), signed.now());
  }

  /** Type, id, key and subject, the digests and the event itself. */
  @Benchmark
  public Judgement name() {
    return Intake.judge(genuine, signed.source());
  }
}
