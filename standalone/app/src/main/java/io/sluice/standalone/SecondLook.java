package io.sluice.standalone;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Refusal;
import io.sluice.gateway.verify.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Proves a stored request again, and knows what cannot be told from what is stored. */
final class SecondLook {

  /** Headers that no record has, whatever the scheme. */
  private static final Set<String> NEVER_KEPT =
      Set.of("authorization", "proxy-authorization", "cookie");

  private SecondLook() {}

  /** What it came to. */
  sealed interface Finding {

    /** It is what its provider signed. */
    record Genuine(Verdict.Genuine verdict) implements Finding {}

    /** It is not. */
    record Refused(Refusal reason) implements Finding {}

    /** Nobody can tell. */
    record Open(String why) implements Finding {}
  }

  /** Judges by the secrets of today, and by signed times as they were at {@code asOf}. */
  static Finding at(StoredHook stored, Source source, Instant asOf) {
    if (!stored.body().isWhole()) {
      return new Finding.Open(
          "only the first %d of %d bytes of its body were kept"
              .formatted(stored.body().bytes().length, stored.body().wholeLength()));
    }
    if (!stored.body().isIntact()) {
      return new Finding.Open(
          "the record does not hold the body that came, whose digest is another; it may be one"
              + " event of a batch");
    }
    SoughtHeaders headers = new SoughtHeaders(stored.headers());
    return switch (verdict(stored, source, headers, Circumstances.at(asOf))) {
      case Verdict.Genuine genuine -> new Finding.Genuine(genuine);
      case Verdict.Refused(Refusal reason, _) -> refused(reason, stored, source, headers.missed());
      case Verdict.Handshake _ ->
          new Finding.Open("it is a question that the gateway answers by itself and never stores");
      case Verdict.Wanting(var certificate) ->
          new Finding.Open("its sender's certificate at " + certificate + " is not at hand");
    };
  }

  /**
   * What a trusted proxy said of the URL is not stored: where none is configured, the sender may
   * have called either one.
   */
  private static Verdict verdict(
      StoredHook stored, Source source, SoughtHeaders headers, Circumstances circumstances) {
    Verdict plain =
        source.verifier().verify(stored.asRequest(source, "http", headers), circumstances);
    return plain instanceof Verdict.Refused && source.publicUrl().isEmpty()
        ? source.verifier().verify(stored.asRequest(source, "https", headers), circumstances)
        : plain;
  }

  /** A refusal counts only where it cannot be the fault of what was not stored. */
  private static Finding refused(
      Refusal reason, StoredHook stored, Source source, Set<String> missed) {
    List<String> doubts = new ArrayList<>();
    String secrets =
        source.secretPlaces().stream()
            .filter(SecondLook::isCut)
            .map(Selector::toString)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!secrets.isEmpty()) {
      doubts.add("the secret itself stands in " + secrets + ", which is never stored");
    }
    boolean noHeaders = stored.kind() == StoredHook.Kind.RAW_EVENT;
    String lost =
        missed.stream()
            .filter(name -> noHeaders || NEVER_KEPT.contains(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));
    if (secrets.isEmpty() && !lost.isEmpty()) {
      doubts.add("the scheme reads " + lost + ", which such a record does not keep");
    }
    return doubts.isEmpty()
        ? new Finding.Refused(reason)
        : new Finding.Open(String.join("; ", doubts));
  }

  private static boolean isCut(Selector place) {
    return place instanceof Selector.Header
        || place instanceof Selector.Query
        || place instanceof Selector.PathSegment;
  }
}
