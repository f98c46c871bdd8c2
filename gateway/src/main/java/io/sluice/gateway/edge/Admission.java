package io.sluice.gateway.edge;

import io.sluice.gateway.content.ContentCoding;
import io.sluice.gateway.edge.Guards.Guard;
import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.limits.ClientAddress;
import io.sluice.gateway.limits.Origin;
import io.sluice.gateway.limits.Ruling;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides at the request head, before a byte of the body is read: who is it for, and may it come
 * in?
 */
public final class Admission {

  /** What the head of a request allows. */
  sealed interface Decision {

    /** The body may be read. */
    record Admitted(Source source, Guard guard, Origin origin, ContentCoding coding)
        implements Decision {}

    /** It may not; the source is null where none was named that we know. */
    record Denied(@Nullable Source source, TurnedAway outcome) implements Decision {}
  }

  /** Whether the gateway takes requests at all just now. */
  public enum Door {
    STARTING,
    OPEN,
    /** Takes requests, but each answer ends its connection: the next ones go elsewhere. */
    LEAVING,
    STOPPING
  }

  private static final String ENTRY = "/in/";

  private final Supplier<Sources> sources;
  private final Supplier<Door> door;
  private final Function<Source, StoreState> store;
  private final Guards guards;
  private final TrustedProxies proxies;

  Admission(
      Supplier<Sources> sources,
      Supplier<Door> door,
      Function<Source, StoreState> store,
      Guards guards,
      TrustedProxies proxies) {
    this.sources = sources;
    this.door = door;
    this.store = store;
    this.guards = guards;
    this.proxies = proxies;
  }

  Decision decide(Head head) {
    Source source = head.path() == null ? null : find(head.path());
    if (source == null) {
      return denied(null, Why.UNKNOWN_PATH);
    }
    if (!source.methods().contains(head.method())) {
      return denied(source, Why.METHOD_NOT_ALLOWED);
    }
    return switch (door.get()) {
      case STARTING -> denied(source, Why.STARTING);
      case STOPPING -> denied(source, Why.STOPPING);
      case OPEN, LEAVING -> decide(head, source);
    };
  }

  private Decision decide(Head head, Source source) {
    Origin origin = ClientAddress.find(head.peer(), head.headers(), proxies);
    if (source.limits().allowFrom().isPresent()
        && !source.limits().allowFrom().get().contains(origin.address())) {
      return denied(source, Why.ADDRESS_NOT_ALLOWED);
    }
    if (head.announcedBytes() > source.bodyBytesMax()) {
      return denied(source, Why.BODY_TOO_LARGE);
    }
    if (head.announcedBytes() != 0
        && !source.limits().contentTypes().allows(first(head.headers(), "content-type"))) {
      return denied(source, Why.UNSUPPORTED_MEDIA_TYPE);
    }
    ContentCoding coding = ContentCoding.of(head.headers());
    if (coding instanceof ContentCoding.Unsupported) {
      return denied(source, Why.UNSUPPORTED_CODING);
    }
    return switch (store.apply(source)) {
      case FULL -> denied(source, Why.NOTHING_STORED);
      case TAKING ->
          withinRate(head, new Decision.Admitted(source, guards.of(source), origin, coding));
    };
  }

  private static Decision withinRate(Head head, Decision.Admitted admitted) {
    return switch (admitted.guard().rate().take(Math.max(head.announcedBytes(), 0))) {
      case Ruling.Allowed _ -> admitted;
      case Ruling.TryLater(long seconds) ->
          new Decision.Denied(admitted.source(), new TurnedAway(Why.RATE_LIMITED, seconds));
    };
  }

  private @Nullable Source find(String path) {
    if (!path.startsWith(ENTRY)) {
      return null;
    }
    int end = path.indexOf('/', ENTRY.length());
    String name = path.substring(ENTRY.length(), end < 0 ? path.length() : end);
    return sources.get().findOrDecoy(name);
  }

  private static @Nullable String first(HeaderLines headers, String name) {
    List<String> lines = headers.all(name);
    return lines.isEmpty() ? null : lines.getFirst();
  }

  private static Decision denied(@Nullable Source source, Why why) {
    return new Decision.Denied(source, new TurnedAway(why));
  }
}
