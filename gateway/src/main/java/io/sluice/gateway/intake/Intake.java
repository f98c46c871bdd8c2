package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.payload.BatchSplit;
import io.sluice.gateway.payload.OnInvalid;
import io.sluice.gateway.payload.PayloadCheck;
import io.sluice.gateway.payload.PayloadVerdict;
import io.sluice.gateway.payload.Slice;
import io.sluice.gateway.payload.Split;
import io.sluice.gateway.source.Batch;
import io.sluice.gateway.source.PayloadRules;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Verdict;
import io.sluice.gateway.verify.VerifiedHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of a request that was put to the proof. */
public final class Intake {

  /** The record header that tells what is wrong with a body that is stored all the same. */
  static final String INVALID = "sluice-invalid";

  private static final int ELEMENTS_MAX = 1000;

  private Intake() {}

  /** What to do, from the verdict and the source's rules alone. */
  public static Judgement judge(Verdict verdict, Source source) {
    return switch (verdict) {
      case Verdict.Genuine(VerifiedHook hook) -> judge(hook, source);
      case Verdict.Handshake(var reply, var visit) -> new Judgement.Respond(reply, visit);
      case Verdict.Refused(var reason, int status) -> new Judgement.Refuse(reason, status);
      case Verdict.Wanting(var certificate) -> new Judgement.Fetch(certificate);
    };
  }

  private static Judgement judge(VerifiedHook hook, Source source) {
    PayloadRules rules = source.payload();
    Optional<String> fault = fault(hook.request(), source);
    if (fault.isPresent() && rules.onInvalid() != OnInvalid.TAG) {
      return new Judgement.Invalid(fault.get(), rules.onInvalid() == OnInvalid.QUARANTINE);
    }
    Map<String, String> notes =
        fault.<Map<String, String>>map(why -> Map.of(INVALID, why)).orElse(Map.of());
    List<HookRecord> elements =
        rules
            .batch()
            .filter(_ -> fault.isEmpty())
            .map(batch -> elements(hook, source, batch))
            .orElse(List.of());
    return new Judgement.Append(
        elements.isEmpty() ? List.of(HookRecords.whole(hook, source, notes)) : elements);
  }

  private static Optional<String> fault(RawRequest request, Source source) {
    String undecodable = request.decoded().fault();
    if (undecodable != null) {
      return Optional.of(undecodable);
    }
    PayloadRules rules = source.payload();
    PayloadVerdict form = PayloadCheck.check(rules.form(), request.content());
    if (form instanceof PayloadVerdict.Sound && rules.schemas().isPresent()) {
      String type = EventName.of(request, source.naming()).type();
      return whyOf(rules.schemas().get().check(type, request.content()));
    }
    return whyOf(form);
  }

  private static Optional<String> whyOf(PayloadVerdict verdict) {
    return switch (verdict) {
      case PayloadVerdict.Sound _ -> Optional.empty();
      case PayloadVerdict.Faulty(String why) -> Optional.of(why);
    };
  }

  /** One record for each element; none where the body is no list, or too long a one. */
  private static List<HookRecord> elements(VerifiedHook hook, Source source, Batch batch) {
    BodyPointer list = batch.list();
    return switch (BatchSplit.split(hook.request().content(), list, ELEMENTS_MAX)) {
      case Split.Elements(List<Slice> slices) -> HookRecords.elements(hook, source, batch, slices);
      case Split.NoBatch _, Split.TooMany _, Split.Malformed _ -> List.of();
    };
  }
}
