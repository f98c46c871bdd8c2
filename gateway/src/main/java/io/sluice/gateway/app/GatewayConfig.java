package io.sluice.gateway.app;

import io.sluice.gateway.edge.BodyBuffer;
import io.sluice.gateway.edge.HttpLimits;
import io.sluice.gateway.edge.RequestLogging;
import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.gateway.log.KafkaConfig;
import io.sluice.gateway.source.Ack;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * All of {@code sluice.yaml} that the gateway reads.
 *
 * @param http where webhooks come in
 * @param ops where health and metrics are served
 * @param proxies the proxies in front whose word counts
 * @param limits the limits of the HTTP edge
 * @param duplicates how long repetitions are recognised
 * @param kafka how to reach Kafka and what its topics must be like
 * @param journal where events go that Kafka does not take in time
 * @param requestLogging which requests are logged
 * @param shutdown how long stopping takes
 * @param reload whether and how often the file is looked at while the gateway runs
 * @param sources who may send webhooks
 */
public record GatewayConfig(
    Address http,
    Address ops,
    TrustedProxies proxies,
    HttpLimits limits,
    DuplicatesConfig duplicates,
    KafkaConfig kafka,
    JournalConfig journal,
    RequestLogging requestLogging,
    ShutdownConfig shutdown,
    Reload reload,
    Sources sources) {

  /** An envelope is never larger than this beside the body: headers are limited. */
  public static final int ENVELOPE_BYTES_MAX = 320 << 10;

  /** Where a server listens; port 0 takes a free one. */
  public record Address(String host, int port) {

    static Address read(Section section, int port) {
      return new Address(
          section.text("host", "0.0.0.0", "The address to listen on."),
          section.number("port", port, 0, 65535, "The port to listen on; 0 takes a free one."));
    }
  }

  /**
   * When the configuration is read again.
   *
   * @param watch whether its files are looked at without being asked to
   * @param every how often
   */
  public record Reload(boolean watch, Duration every) {

    static Reload read(Section section) {
      return new Reload(
          section.flag(
              "watch",
              true,
              "Whether this file and the files of its secrets are watched for changes; POST /reload"
                  + " on the ops port has them looked at in any case."),
          section.duration(
              "every",
              Duration.ofSeconds(2),
              Duration.ofMillis(100),
              Duration.ofHours(1),
              "How often they are looked at."));
    }
  }

  /** Reads the root of the file. */
  public static GatewayConfig read(Section root) {
    GatewayConfig config =
        new GatewayConfig(
            root.section("http", s -> Address.read(s, 8080), "Where webhooks come in."),
            root.section("ops", s -> Address.read(s, 9090), "Health, readiness and metrics."),
            root.section("proxies", ProxiesReader::read, "The proxies in front of the gateway."),
            root.section("limits", HttpLimits::read, "Limits of the HTTP edge."),
            root.section(
                "duplicates", DuplicatesConfig::read, "How long repetitions are recognised."),
            root.section("kafka", KafkaConfig::read, "How to reach Kafka."),
            root.section(
                "journal",
                JournalConfig::read,
                "The local disk, for what Kafka does not take in time."),
            root.section(
                "logging",
                s ->
                    s.choice(
                        "requests",
                        RequestLogging.REFUSED,
                        "Which requests write their one line hook.received: all, those that were"
                            + " not stored, or none."),
                "What is logged."),
            root.section("shutdown", ShutdownConfig::read, "How the gateway stops."),
            root.section("reload", Reload::read, "When changes of this file are taken."),
            Sources.read(root));
    config.checkSizes(root);
    return config;
  }

  /** The same on other ports. */
  public GatewayConfig listeningOn(int httpPort, int opsPort) {
    return new GatewayConfig(
        new Address(http.host(), httpPort),
        new Address(ops.host(), opsPort),
        proxies,
        limits,
        duplicates,
        kafka,
        journal,
        requestLogging,
        shutdown,
        reload,
        sources);
  }

  /** The same on a Kafka of one broker. */
  public GatewayConfig onOneBroker(String server) {
    return new GatewayConfig(
        http,
        ops,
        proxies,
        limits,
        duplicates,
        kafka.onOneBroker(server),
        journal,
        requestLogging,
        shutdown,
        reload,
        sources);
  }

  /** The same without load balancers that must be given notice. */
  public GatewayConfig stoppingAtOnce() {
    return new GatewayConfig(
        http,
        ops,
        proxies,
        limits,
        duplicates,
        kafka,
        journal,
        requestLogging,
        ShutdownConfig.atOnce(),
        reload,
        sources);
  }

  /** The same with its journal in another folder. */
  public GatewayConfig journalIn(Path folder) {
    return new GatewayConfig(
        http,
        ops,
        proxies,
        limits,
        duplicates,
        kafka,
        journal.in(folder),
        requestLogging,
        shutdown,
        reload,
        sources);
  }

  /** This one with all of {@code next} that a running gateway can take up. */
  GatewayConfig taking(GatewayConfig next) {
    return new GatewayConfig(
        http,
        ops,
        proxies,
        limits,
        duplicates,
        kafka,
        journal,
        requestLogging,
        shutdown,
        next.reload,
        next.sources);
  }

  /** The topics of all sources, each once. */
  List<String> topics() {
    return sources.all().stream().map(Source::topic).distinct().toList();
  }

  /** What is wrong with sources whose records would be larger than a topic takes. */
  List<String> oversized() {
    long recordMax = kafka.topics().recordBytesMax();
    return sources.all().stream()
        .filter(source -> source.bodyBytesMax() + ENVELOPE_BYTES_MAX > recordMax)
        .map(source ->
            "body_max of "
                + source.name()
                + " does not fit into kafka.topics.record_max ("
                + recordMax
                + " bytes) with its headers: lower the one or raise the other")
        .toList();
  }

  private static long lone(FairShare share, Source source) {
    return share.loneBytesMax(source.limits().repeats());
  }

  private boolean isToldNoTooSoon(Source source) {
    return journal.enabled()
        && source.ack() == Ack.AUTO
        && source.settings().ackDeadline().compareTo(journal.takeover()) <= 0;
  }

  private void checkSizes(Section root) {
    oversized().forEach(fault -> root.fault("sources", fault));
    FairShare share = new FairShare(limits.inFlightBytesMax(), 1);
    sources.all().stream()
        .filter(source -> BodyBuffer.bytesFor(source.bodyBytesMax()) > lone(share, source))
        .forEach(source ->
            root.fault(
                "sources",
                "body_max of "
                    + source.name()
                    + " needs more memory than limits.in_flight_max leaves to one source ("
                    + lone(share, source)
                    + " bytes): lower the one or raise the other"));
    if (!journal.fits(kafka.topics().recordBytesMax())) {
      root.fault(
          "journal", "segment must be larger than kafka.topics.record_max, with a little to spare");
    }
    sources.all().stream()
        .filter(this::isToldNoTooSoon)
        .forEach(source ->
            root.fault(
                "sources",
                "ack_deadline of "
                    + source.name()
                    + " is not longer than journal.takeover: its sender would be told 503 before"
                    + " the journal takes its events; write `ack: journal` or change one of them"));
    if (limits.inFlightBytesMax() > kafka.bufferBytes() * 3 / 4) {
      root.fault(
          "limits",
          "in_flight_max is more than three quarters of kafka.buffer: the producer could run out of"
              + " memory before the gateway refuses");
    }
  }
}
