package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.Rejection;
import java.util.List;

/** What is kept of a refused request for people to look into. */
public final class Refusals {

  private Refusals() {}

  /** All of it but what carries secrets. */
  public static RejectedHook of(RawRequest request, Source source, Rejection rejection) {
    KeptParts kept = KeptParts.of(request, source.secretPlaces());
    List<String> types = request.headers().all("content-type");
    return new RejectedHook(
        request.requestId(),
        source.name(),
        request.receivedAt(),
        request.method(),
        kept.path(),
        kept.query(),
        kept.headers(),
        types.isEmpty() ? null : types.getFirst(),
        rejection,
        KeptBody.whole(request.body()));
  }
}
