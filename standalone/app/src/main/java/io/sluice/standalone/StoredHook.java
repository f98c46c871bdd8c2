package io.sluice.standalone;

import io.sluice.gateway.content.ContentCoding;
import io.sluice.gateway.content.LazyContent;
import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.PublicUrls;
import io.sluice.gateway.source.Source;
import io.sluice.schemas.Decoded;
import io.sluice.schemas.HeaderLine;
import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedHooks;
import io.sluice.schemas.Topics;
import io.sluice.schemas.WebhookEvent;
import io.sluice.schemas.WebhookEvents;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A request as a record holds it, be it refused or an event.
 *
 * @param kind which of them
 * @param id the id of the request or of the event
 * @param outcome what became of it when it came, in words
 * @param headers the lines that were kept
 * @param body the body, as far as it was kept
 */
record StoredHook(
    Kind kind,
    String id,
    String source,
    String outcome,
    Instant receivedAt,
    String method,
    String path,
    @Nullable String query,
    List<HeaderLine> headers,
    KeptBody body) {

  /** What a record holds. */
  enum Kind {
    /** A request that was refused. */
    REJECTED,
    /** An event in its envelope. */
    EVENT,
    /** The bare body of an event; the request's header lines are lost. */
    RAW_EVENT
  }

  /** What a record turned out to be. */
  sealed interface Read {

    /** A stored request. */
    record Stored(StoredHook hook) implements Read {}

    /** None. */
    record Unreadable(String why) implements Read {}
  }

  static Read read(ConsumerRecord<byte[], byte[]> record, WebhookEvents events) {
    if (record.topic().equals(Topics.rejected())) {
      return switch (RejectedHooks.decode(record.value())) {
        case RejectedHooks.Read.Hook(RejectedHook hook) -> new Read.Stored(of(hook));
        case RejectedHooks.Read.Unreadable(String why) -> new Read.Unreadable(why);
      };
    }
    return switch (events.decode(record)) {
      case Decoded.Event(WebhookEvent event) ->
          new Read.Stored(of(event, WebhookEvents.isRaw(record.headers())));
      case Decoded.Unreadable(String why) -> new Read.Unreadable(why);
    };
  }

  private static StoredHook of(RejectedHook hook) {
    return new StoredHook(
        Kind.REJECTED,
        hook.id(),
        hook.source(),
        "refused for " + hook.rejection().reason(),
        hook.receivedAt(),
        hook.method(),
        hook.path(),
        hook.query(),
        hook.headers(),
        hook.body());
  }

  private static StoredHook of(WebhookEvent event, boolean raw) {
    return new StoredHook(
        raw ? Kind.RAW_EVENT : Kind.EVENT,
        event.id(),
        event.source(),
        "proved by %s with %s"
            .formatted(event.verification().scheme(), event.verification().secret()),
        event.receivedAt(),
        event.method(),
        event.path(),
        event.query(),
        event.headers(),
        new KeptBody(event.body(), event.body().length, event.verification().bodySha256()));
  }

  /**
   * The request as the gateway would see it, with these header lines.
   *
   * @param scheme {@code http} or {@code https}: what the sender called, where nothing is
   *     configured
   */
  RawRequest asRequest(Source configured, String scheme, HeaderLines lines) {
    return new RawRequest(
        source,
        method,
        path,
        query,
        PublicUrls.of(configured, scheme, host(), path, query),
        lines,
        body.bytes(),
        content(configured, lines),
        receivedAt,
        id);
  }

  private Content content(Source configured, HeaderLines lines) {
    return switch (ContentCoding.of(lines)) {
      case ContentCoding.Compressed(var kind) ->
          new LazyContent(body.bytes(), kind, configured.limits().contentBytesMax());
      case ContentCoding.Plain _, ContentCoding.Unsupported _ -> Content.of(body.bytes());
    };
  }

  private String host() {
    return headers.stream()
        .filter(line -> line.name().equalsIgnoreCase("host"))
        .map(HeaderLine::value)
        .findFirst()
        .orElse("");
  }

  /** Without the path, the query, the headers and the body, any of which may hold a secret. */
  @Override
  public String toString() {
    return "%s %s to %s, received %s, then %s"
        .formatted(
            kind == Kind.REJECTED ? "request" : "event",
            TerminalText.line(id),
            TerminalText.line(source),
            receivedAt,
            TerminalText.line(outcome));
  }
}
