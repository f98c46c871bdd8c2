package io.sluice.platform.metrics;

import java.util.List;

/** The one table of all meters of Sluice's own. */
public enum Metric {
  HOOKS(
      "sluice_hooks_total",
      Type.COUNTER,
      "",
      "Webhooks by what came of them.",
      "source",
      "outcome"),
  HOOKS_REFUSED(
      "sluice_hooks_refused_total",
      Type.COUNTER,
      "",
      "Webhooks of a known source that were refused, by the reason.",
      "source",
      "reason"),
  REJECTS(
      "sluice_rejects_total",
      Type.COUNTER,
      "",
      "Refused webhooks offered to the topic of rejects, by what became of them there: stored,"
          + " sampled_out or failed.",
      "reason",
      "fate"),
  OUTBOUND(
      "sluice_outbound_calls_total",
      Type.COUNTER,
      "",
      "Calls for certificates and confirmations that providers ask for.",
      "purpose",
      "outcome"),
  DUPLICATES(
      "sluice_hook_duplicates_total",
      Type.COUNTER,
      "",
      "Events that were stored before and so not stored again.",
      "source"),
  DUPLICATES_REMEMBERED(
      "sluice_duplicate_window_events",
      Type.GAUGE,
      "",
      "Stored events that are remembered so that repetitions are recognised."),
  SECRET_LAST_USED(
      "sluice_secret_last_used_seconds",
      Type.GAUGE,
      "seconds",
      "Unix time at which a secret last proved a webhook; one that is used no more can go.",
      "source",
      "secret"),
  HOOK_BODY_BYTES(
      "sluice_hook_body_bytes", Type.SUMMARY, "bytes", "Sizes of webhook bodies.", "source"),
  HOOK_SECONDS(
      "sluice_hook_seconds",
      Type.HISTOGRAM,
      "seconds",
      "Time from the head of a webhook to its answer.",
      "source"),
  ACK_SECONDS(
      "sluice_ack_seconds",
      Type.HISTOGRAM,
      "seconds",
      "Time from handing a webhook to the log to the log's acknowledgement.",
      "source"),
  HTTP_REJECTED(
      "sluice_http_rejected_total",
      Type.COUNTER,
      "",
      "Requests that belong to no source or are no sound HTTP, by the reason.",
      "reason"),
  CONNECTIONS("sluice_connections", Type.GAUGE, "", "Open connections of senders."),
  CONNECTIONS_REFUSED(
      "sluice_connections_refused_total",
      Type.COUNTER,
      "",
      "Connections closed at once, by the reason.",
      "reason"),
  INFLIGHT_BYTES(
      "sluice_inflight_bytes", Type.GAUGE, "bytes", "Bytes of bodies held at this moment."),
  INFLIGHT_BYTES_LIMIT(
      "sluice_inflight_bytes_limit",
      Type.GAUGE,
      "bytes",
      "Bytes of bodies that may be held before requests are answered 503."),
  APPENDS_FAILED(
      "sluice_appends_failed_total",
      Type.COUNTER,
      "",
      "Genuine webhooks that could not be stored, by the reason; their senders were told.",
      "reason"),
  KAFKA_READY(
      "sluice_kafka_ready", Type.GAUGE, "", "1 while Kafka can be written to, otherwise 0."),
  KAFKA_BREAKER(
      "sluice_kafka_breaker_open",
      Type.GAUGE,
      "",
      "1 while Kafka is known not to answer in time and the journal takes all events, else 0."),
  PRODUCERS_RENEWED(
      "sluice_kafka_producers_renewed_total",
      Type.COUNTER,
      "",
      "Kafka producers that had failed for good and were replaced."),
  JOURNAL_OPEN_RECORDS(
      "sluice_journal_open_records",
      Type.GAUGE,
      "",
      "Events in the journal that are not known to be in Kafka yet."),
  JOURNAL_BYTES(
      "sluice_journal_bytes", Type.GAUGE, "bytes", "What the journal's files take on the disk."),
  JOURNAL_STATE(
      "sluice_journal_state",
      Type.GAUGE,
      "",
      "0 while the journal takes events, 1 while it is full, 2 when its disk has failed."),
  JOURNAL_FAILURES(
      "sluice_journal_failures_total",
      Type.COUNTER,
      "",
      "Reads and writes of the journal that the disk has failed.",
      "operation"),
  JOURNAL_CORRUPT(
      "sluice_journal_corrupt_total",
      Type.COUNTER,
      "",
      "Ranges of the journal that were stored once and cannot be read any more."),
  JOURNAL_SET_ASIDE(
      "sluice_journal_set_aside_total",
      Type.COUNTER,
      "",
      "Stored events that Kafka will never take; they are kept in the journal's folder set-aside."),
  CONFIG_RELOADS(
      "sluice_config_reloads_total",
      Type.COUNTER,
      "",
      "Changes of the configuration that were found, by outcome: applied, faulty (the old one is"
          + " kept), waiting (for the topics of new sources).",
      "outcome"),
  CONFIG_LOADED_TIME(
      "sluice_config_loaded_timestamp_seconds",
      Type.GAUGE,
      "seconds",
      "When the configuration in use was read, in seconds since 1970."),
  CONFIG_FAULTY(
      "sluice_config_faulty",
      Type.GAUGE,
      "",
      "1 while the file has faults and the configuration before it is kept, otherwise 0."),
  LOG_EVENTS_DROPPED(
      "sluice_log_events_dropped_total",
      Type.COUNTER,
      "",
      "Log events dropped because the output was too slow for them."),
  BUILD_INFO(
      "sluice_build_info", Type.GAUGE, "", "Always 1; the label tells the version.", "version");

  /** What a meter does with its values. */
  public enum Type {
    /** Adds up. */
    COUNTER,
    /** Shows the value of the moment. */
    GAUGE,
    /** Counts and adds up amounts. */
    SUMMARY,
    /** Counts durations by buckets. */
    HISTOGRAM
  }

  private final String exported;
  private final Type type;
  private final String unit;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type cannot say so.
  private final List<String> labels;

  Metric(String exported, Type type, String unit, String help, String... labels) {
    this.exported = exported;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name as Prometheus knows it. */
  public String exported() {
    return exported;
  }

  /** What it does with its values. */
  public Type type() {
    return type;
  }

  /** The unit of its values; empty for a plain number. */
  public String unit() {
    return unit;
  }

  /** What it tells, in one sentence. */
  public String help() {
    return help;
  }

  /** The names of its labels, in the order in which their values are given. */
  public List<String> labels() {
    return labels;
  }
}
