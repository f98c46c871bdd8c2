package io.sluice.gateway.edge;

import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides at the request head, before a byte of the body is read: who is it for, and may it come
 * in?
 */
public final class Admission {

  /** What the head of a request allows. */
  sealed interface Decision {

    /**
     * The body may be read.
     *
     * @param announcedBytes the length of the body, or -1 where only its end will tell
     */
    record Admitted(Source source, long announcedBytes) implements Decision {}

    /** It may not; the source is null where none was named that we know. */
    record Denied(@Nullable Source source, TurnedAway outcome) implements Decision {}
  }

  /** Whether the gateway takes requests at all just now. */
  public enum Door {
    STARTING,
    OPEN,
    STOPPING
  }

  private static final String ENTRY = "/in/";

  private final Supplier<Sources> sources;
  private final Supplier<Door> door;

  Admission(Supplier<Sources> sources, Supplier<Door> door) {
    this.sources = sources;
    this.door = door;
  }

  /**
   * @param announcedBytes the Content-Length, or -1 where only the end of the body will tell
   */
  Decision decide(String method, @Nullable String path, long announcedBytes) {
    Source source = path == null ? null : find(path);
    if (source == null) {
      return denied(null, Why.UNKNOWN_PATH);
    }
    if (!source.methods().contains(method)) {
      return denied(source, Why.METHOD_NOT_ALLOWED);
    }
    return switch (door.get()) {
      case STARTING -> denied(source, Why.STARTING);
      case STOPPING -> denied(source, Why.STOPPING);
      case OPEN ->
          announcedBytes > source.bodyBytesMax()
              ? denied(source, Why.BODY_TOO_LARGE)
              : new Decision.Admitted(source, announcedBytes);
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

  private static Decision denied(@Nullable Source source, Why why) {
    return new Decision.Denied(source, new TurnedAway(why));
  }
}
