package io.sluice.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.WireFormat;
import io.sluice.gateway.verify.Verdict;
import io.sluice.gateway.verify.VerifiedHook;
import io.sluice.schemas.Verification;
import io.sluice.schemas.WebhookEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a request that was put to the proof. */
public final class Intake {

  private Intake() {}

  /** What to do, from the verdict and the source's rules alone. */
  public static Judgement judge(Verdict verdict, Source source) {
    return switch (verdict) {
      case Verdict.Genuine(VerifiedHook hook) ->
          new Judgement.Append(List.of(record(hook, source)));
      case Verdict.Handshake(var reply, var visit) -> new Judgement.Respond(reply, visit);
      case Verdict.Refused(var reason, int status) -> new Judgement.Refuse(reason, status);
      case Verdict.Wanting(var certificate) -> new Judgement.Fetch(certificate);
    };
  }

  private static HookRecord record(VerifiedHook hook, Source source) {
    RawRequest request = hook.request();
    EventName name = EventName.of(request, source.naming());
    KeptParts kept = KeptParts.of(request, source.secretPlaces());
    byte[] bodySha256 = sha256(request.body());
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
            new Verification(hook.scheme(), hook.secretName(), bodySha256),
            request.body());
    return new HookRecord(
        source.topic(),
        name.orderingKey(),
        source.format() == WireFormat.RAW,
        event,
        header(request, "traceparent"),
        identity(name, source, bodySha256));
  }

  /**
   * An id that a stranger can change without spoiling the proof tells events apart only together
   * with the body: otherwise who repeats an old request under the id of a coming one would have
   * that one taken for the repetition.
   */
  private static byte @Nullable [] identity(EventName name, Source source, byte[] bodySha256) {
    if (name.idRule() == null) {
      return null;
    }
    byte[] id = name.id().getBytes(UTF_8);
    if (source.provenIds().contains(name.idRule())) {
      return sha256(id);
    }
    byte[] both = Arrays.copyOf(id, id.length + bodySha256.length);
    System.arraycopy(bodySha256, 0, both, id.length, bodySha256.length);
    return sha256(both);
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
