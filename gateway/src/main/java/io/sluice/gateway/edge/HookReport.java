package io.sluice.gateway.edge;

import io.sluice.gateway.edge.Outcome.Abandoned;
import io.sluice.gateway.edge.Outcome.HandshakeAnswered;
import io.sluice.gateway.edge.Outcome.Invalid;
import io.sluice.gateway.edge.Outcome.NotStored;
import io.sluice.gateway.edge.Outcome.Stored;
import io.sluice.gateway.edge.Outcome.TurnedAway;
import io.sluice.gateway.edge.Outcome.Unverified;
import io.sluice.gateway.log.AppendResult.InJournal;
import io.sluice.gateway.log.AppendResult.InKafka;
import io.sluice.gateway.source.Source;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.schemas.WebhookEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts each request and writes its one line {@code hook.received}: everything that was decided,
 * never a body, a secret or a signature. One per event loop.
 */
final class HookReport {

  /** The status of a request whose sender hung up before an answer. */
  static final int NO_ANSWER = 0;

  private static final Logger LOG = LoggerFactory.getLogger("sluice.hooks");

  private final Metrics metrics;
  private final RequestLogging logging;
  private final Map<String, SourceMeters> meters = new HashMap<>();

  HookReport(Metrics metrics, RequestLogging logging) {
    this.metrics = metrics;
    this.logging = logging;
  }

  void write(Visit visit, Outcome outcome, int status, long tookNanos) {
    count(visit, outcome, tookNanos);
    if (wanted(outcome)) {
      log(visit, outcome, status, tookNanos);
    }
  }

  private void count(Visit visit, Outcome outcome, long tookNanos) {
    Source source = visit.source();
    if (source == null) {
      metrics.counter(Metric.HTTP_REJECTED, reasonOrName(outcome)).increment();
      return;
    }
    SourceMeters of = metersOf(source);
    of.outcome(name(outcome)).increment();
    of.hookSeconds().record(tookNanos, TimeUnit.NANOSECONDS);
    if (outcome instanceof Stored(_, _, _, int repeated, _, _)) {
      of.bodyBytes().record(visit.bodyLength());
      of.duplicates().increment(repeated);
    } else if (!(outcome instanceof HandshakeAnswered)) {
      metrics.counter(Metric.HOOKS_REFUSED, source.name(), reasonOrName(outcome)).increment();
    }
  }

  /** A secret has proved a request. */
  void proved(Source source, WebhookEvent event) {
    metersOf(source).secretUsed(event.verification().secret(), event.receivedAt().getEpochSecond());
  }

  /** The log has acknowledged a record, possibly too late for its answer. */
  void acknowledged(Source source, long tookNanos) {
    metersOf(source).ackSeconds().record(tookNanos, TimeUnit.NANOSECONDS);
  }

  /** A bug: the one thing that is logged with its stack trace. */
  void fault(String requestId, RuntimeException bug) {
    LOG.atError().addKeyValue("request_id", requestId).setCause(bug).log("hook.fault");
  }

  private SourceMeters metersOf(Source source) {
    return meters.computeIfAbsent(source.name(), name -> new SourceMeters(metrics, name));
  }

  private boolean wanted(Outcome outcome) {
    return switch (logging) {
      case ALL -> true;
      case REFUSED -> !(outcome instanceof Stored);
      case NONE -> false;
    };
  }

  private static void log(Visit visit, Outcome outcome, int status, long tookNanos) {
    Source source = visit.source();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("request_id", visit.requestId())
            .addKeyValue("source", source == null ? "-" : source.name())
            .addKeyValue("outcome", name(outcome))
            .addKeyValue("status", status);
    String reason = reason(outcome);
    if (reason != null) {
      line = line.addKeyValue("reason", reason);
    }
    if (outcome instanceof Stored(String id, String type, int events, int repeated, var where, _)) {
      line = line.addKeyValue("event_id", id).addKeyValue("event_type", type);
      if (events > 1) {
        line = line.addKeyValue("events", events).addKeyValue("repeated", repeated);
      }
      line =
          switch (where) {
            case InKafka(int partition, long offset) ->
                line.addKeyValue("partition", partition).addKeyValue("offset", offset);
            case InJournal(long sequence) -> line.addKeyValue("journal_sequence", sequence);
            case null -> line;
          };
    } else if (outcome instanceof NotStored(String id, _)) {
      line = line.addKeyValue("event_id", id);
    } else if (outcome instanceof Invalid(String why)) {
      line = line.addKeyValue("why", why);
    }
    line.addKeyValue("body_bytes", visit.bodyLength())
        .addKeyValue("took_us", TimeUnit.NANOSECONDS.toMicros(tookNanos))
        .log("hook.received");
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Stored stored -> stored.where() == null ? "duplicate" : "stored";
      case HandshakeAnswered _ -> "handshake";
      case Unverified _ -> "unverified";
      case NotStored _ -> "not_stored";
      case Invalid _ -> "invalid";
      case TurnedAway _ -> "turned_away";
      case Abandoned _ -> "abandoned";
    };
  }

  private static @Nullable String reason(Outcome outcome) {
    return switch (outcome) {
      case Stored _, HandshakeAnswered _, Abandoned _ -> null;
      case Unverified(var reason, _) -> lower(reason);
      case NotStored(_, var cause) -> lower(cause);
      case TurnedAway(var why, _) -> lower(why);
      case Invalid _ -> "invalid_payload";
    };
  }

  private static String reasonOrName(Outcome outcome) {
    String reason = reason(outcome);
    return reason == null ? name(outcome) : reason;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
