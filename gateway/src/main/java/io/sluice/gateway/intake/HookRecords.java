package io.sluice.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.payload.Slice;
import io.sluice.gateway.source.Batch;
import io.sluice.gateway.source.NameRule;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.WireFormat;
import io.sluice.gateway.verify.VerifiedHook;
import io.sluice.schemas.Verification;
import io.sluice.schemas.WebhookEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the records of a verified hook. */
final class HookRecords {

  /** The record header that tells which element of how many an event is. */
  static final String BATCH = "sluice-batch";

  private static final int MADE_ID_BYTES = 16;

  /** The media type of what stands in a form's field. */
  private static final String JSON = "application/json";

  private HookRecords() {}

  /**
   * The body of an event.
   *
   * @param mediaType what it is; null where nobody says so
   * @param signedSha256 the digest of the body as it was signed
   */
  private record EventBody(byte[] bytes, @Nullable String mediaType, byte[] signedSha256) {}

  /** The whole request as one event. */
  static HookRecord whole(VerifiedHook hook, Source source, Map<String, String> notes) {
    RawRequest request = hook.request();
    EventName name = EventName.of(request, source.naming());
    byte[] sha256 = sha256(request.body());
    EventBody body = new EventBody(request.body(), header(request, "content-type"), sha256);
    return record(hook, source, name, body, notes, identity(name, source, sha256));
  }

  /** Each element of its list as an event, with an id that is the same whenever it is sent. */
  static List<HookRecord> elements(
      VerifiedHook hook, Source source, Batch batch, List<Slice> slices) {
    RawRequest request = hook.request();
    byte[] wholeSha256 = sha256(request.body());
    String mediaType = batch.list().field().isEmpty() ? header(request, "content-type") : JSON;
    EventName common = EventName.of(request, batch.whole());
    List<HookRecord> records = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      String place = (records.size() + 1) + "/" + slices.size();
      byte[] element = slice.copy();
      EventName own = EventName.of(withContent(request, element), batch.element());
      EventName name = named(own, common, records.size(), wholeSha256);
      byte[] identity = own.idRule() == null ? null : identity(name, source, sha256(element));
      EventBody body = new EventBody(element, mediaType, wholeSha256);
      records.add(record(hook, source, name, body, Map.of(BATCH, place), identity));
    }
    return records;
  }

  private static RawRequest withContent(RawRequest request, byte[] element) {
    return new RawRequest(
        request.source(),
        request.method(),
        request.path(),
        request.query(),
        request.publicUrl(),
        request.headers(),
        element,
        Content.of(element),
        request.receivedAt(),
        request.requestId());
  }

  /** The element's own name, with the request's where it has none. */
  private static EventName named(EventName own, EventName common, int index, byte[] wholeSha256) {
    String id = own.id();
    if (own.idRule() == null) {
      String of = common.idRule() == null ? madeId(wholeSha256) : common.id();
      id = of + ":" + index;
    }
    String key = own.key() == null ? common.key() : own.key();
    return new EventName(
        id,
        own.type().equals(EventName.UNKNOWN_TYPE) ? common.type() : own.type(),
        key,
        own.subject() == null ? common.subject() : own.subject(),
        own.idRule());
  }

  private static String madeId(byte[] wholeSha256) {
    return HexFormat.of().formatHex(wholeSha256, 0, MADE_ID_BYTES);
  }

  private static HookRecord record(
      VerifiedHook hook,
      Source source,
      EventName name,
      EventBody body,
      Map<String, String> notes,
      byte @Nullable [] identity) {
    RawRequest request = hook.request();
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
            body.mediaType(),
            new Verification(hook.scheme(), hook.secretName(), body.signedSha256()),
            body.bytes());
    return new HookRecord(
        request.requestId(),
        source.topic(),
        name.orderingKey(),
        source.format() == WireFormat.RAW,
        source.ack(),
        event,
        header(request, "traceparent"),
        notes,
        identity);
  }

  /**
   * An id that a stranger can change without spoiling the proof tells events apart only together
   * with the body: otherwise who repeats an old request under the id of a coming one would have
   * that one taken for the repetition. So does the id of one element of a list: the next list may
   * begin with the same element and go on with new ones.
   */
  private static byte @Nullable [] identity(EventName name, Source source, byte[] bodySha256) {
    NameRule rule = name.idRule();
    if (rule == null || !source.deduplicate()) {
      return null;
    }
    byte[] id = name.id().getBytes(UTF_8);
    if (source.provenIds().contains(rule)) {
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
