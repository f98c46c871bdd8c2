package io.sluice.gateway.verify;

/** What tests look at in a proof. */
final class Proofs {

  private Proofs() {}

  /** The same, whether the body was digested for it or not. */
  static Proof bare(Proof proof) {
    return proof instanceof Proof.Refuted(Refusal reason, _) ? new Proof.Refuted(reason) : proof;
  }

  /** The reason, and whether the body was digested before it was found. */
  static String told(Proof proof) {
    return switch (proof) {
      case Proof.Proven() -> "proven";
      case Proof.Refuted(Refusal reason, boolean digested) ->
          reason + (digested ? " digested" : "");
      case Proof.Wanting(var url) -> "wants " + url;
    };
  }
}
