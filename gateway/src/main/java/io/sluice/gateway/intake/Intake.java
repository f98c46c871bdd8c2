package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.WireFormat;
import io.sluice.gateway.verify.Verdict;
import io.sluice.gateway.verify.VerifiedHook;
import io.sluice.schemas.Verification;
import io.sluice.schemas.WebhookEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request that was put to the proof. */
public final class Intake {

  private Intake() {}

  /** What to do, from the verdict and the source's rules alone. */
  public static Judgement judge(Verdict verdict, Source source) {
    return switch (verdict) {
      case Verdict.Genuine(VerifiedHook hook) -> new Judgement.Append(record(hook, source));
      case Verdict.Handshake(var reply, var visit) -> new Judgement.Respond(reply, visit);
      case Verdict.Refused(var reason, int status) -> new Judgement.Refuse(reason, status);
      case Verdict.Wanting(var certificate) -> new Judgement.Fetch(certificate);
    };
  }

  private static HookRecord record(VerifiedHook hook, Source source) {
    RawRequest request = hook.request();
    EventName name = EventName.of(request, source.naming());
    KeptParts kept = KeptParts.of(request, source.secretPlaces());
    WebhookEvent event =
        new WebhookEvent(
            name.id(),
            request.source(),
            name.type(),
            name.subject(),
            request.receivedAt(),
            request.method(),
            kept.path(),
            kept.query(),
            kept.headers(),
            header(request, "content-type"),
            new Verification(hook.scheme(), hook.secretName(), sha256(request.body())),
            request.body());
    return new HookRecord(
        source.topic(),
        name.orderingKey(),
        source.format() == WireFormat.RAW,
        event,
        header(request, "traceparent"));
  }

  private static @Nullable String header(RawRequest request, String name) {
    List<String> lines = request.headers().all(name);
    return lines.isEmpty() ? null : lines.getFirst();
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
