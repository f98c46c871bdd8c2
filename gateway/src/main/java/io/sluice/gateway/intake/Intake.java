package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.UrlEncoded;
import io.sluice.gateway.payload.BatchSplit;
import io.sluice.gateway.payload.FormFields;
import io.sluice.gateway.payload.PayloadCheck;
import io.sluice.gateway.payload.PayloadVerdict;
import io.sluice.gateway.payload.Slice;
import io.sluice.gateway.payload.Split;
import io.sluice.gateway.source.Batch;
import io.sluice.gateway.source.PayloadRules;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Verdict;
import io.sluice.gateway.verify.VerifiedHook;
import io.sluice.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of a request that was put to the proof. */
public final class Intake {

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
    Optional<String> fault = fault(hook.request(), source);
    if (fault.isPresent()) {
      return invalid(hook, source, fault.get());
    }
    List<HookRecord> elements =
        source.payload().batch().map(batch -> elements(hook, source, batch)).orElse(List.of());
    return new Judgement.Append(
        elements.isEmpty() ? List.of(HookRecords.whole(hook, source, Map.of())) : elements);
  }

  private static Judgement invalid(VerifiedHook hook, Source source, String why) {
    Map<String, String> note = Map.of(HookRecord.INVALID, why);
    return switch (source.payload().onInvalid()) {
      case REJECT -> new Judgement.Invalid(why);
      case QUARANTINE ->
          new Judgement.Append(
              List.of(HookRecords.whole(hook, source, note).to(Topics.rejected())));
      case TAG -> new Judgement.Append(List.of(HookRecords.whole(hook, source, note)));
    };
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
    return switch (split(hook.request(), batch.list())) {
      case Split.Elements(List<Slice> slices) -> HookRecords.elements(hook, source, batch, slices);
      case Split.NoBatch _, Split.TooMany _, Split.Malformed _ -> List.of();
    };
  }

  private static Split split(RawRequest request, ListPlace list) {
    if (list.field().isEmpty()) {
      return BatchSplit.split(request.content(), list.pointer(), ELEMENTS_MAX);
    }
    byte[] json =
        UrlEncoded.isForm(request.headers())
            ? FormFields.value(request.content(), list.field().get())
            : null;
    return json == null
        ? new Split.NoBatch()
        : BatchSplit.split(json, list.pointer(), ELEMENTS_MAX);
  }
}
