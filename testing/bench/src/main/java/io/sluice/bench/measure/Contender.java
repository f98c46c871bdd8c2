package io.sluice.bench.measure;

import io.sluice.bench.serve.ServerKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured.
 *
 * @param name one word, the same in every report
 * @param title what it does
 * @param kind what runs
 * @param jvm the options of its JVM
 * @param source what its sources have beside GitHub's scheme, as YAML
 * @param settings more of the gateway's configuration, as YAML: of {@code kafka}, indented, or keys
 *     of their own
 */
public record Contender(
    String name, String title, ServerKind kind, List<String> jvm, String source, String settings) {

  /** What the launcher gives the gateway, with the heap for a container of 512 MB. */
  private static final List<String> SHIPPED =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** The walk, step by step. */
  public static List<Contender> steps() {
    return List.of(
        of("no-op", "Vert.x answers 202 and looks at nothing", ServerKind.NO_OP),
        of("hmac", "gathers the body and proves its HMAC", ServerKind.HMAC),
        of("mock", "the gateway with a producer that sends nothing", ServerKind.MOCK_PRODUCER),
        whole(),
        whole().as("journal", "the same with `ack: journal`").ack("journal"));
  }

  /** The gateway as it is shipped. */
  public static Contender whole() {
    return of("gateway", "the gateway: verified, acks=all, Avro envelope", ServerKind.GATEWAY);
  }

  /** What can be switched: the whole walk each time. */
  public static List<Contender> choices() {
    Contender whole = whole();
    return List.of(
        whole,
        whole.as("requests-all", "a log line per request").with("logging: {requests: all}\n"),
        whole
            .as("linger-2", "Kafka's client waits 2 ms for a batch")
            .with("  client: {linger.ms: 2}\n"),
        whole.as("g1", "the G1 collector").replacing("-XX:+UseSerialGC", "-XX:+UseG1GC"),
        whole
            .as("parallel-gc", "the parallel collector")
            .replacing("-XX:+UseSerialGC", "-XX:+UseParallelGC"),
        whole
            .as("wide-headers", "no compact object headers")
            .replacing("-XX:+UseCompactObjectHeaders", "-XX:-UseCompactObjectHeaders"),
        whole
            .as("pooled", "Netty's pooled allocator")
            .and(List.of("-Dio.netty.allocator.type=pooled")),
        whole.as("no-unsafe", "Netty without Unsafe").and(List.of("-Dio.netty.noUnsafe=true")));
  }

  private static Contender of(String name, String title, ServerKind kind) {
    return new Contender(name, title, kind, SHIPPED, "", "");
  }

  private Contender as(String otherName, String otherTitle) {
    return new Contender(otherName, otherTitle, kind, jvm, source, settings);
  }

  private Contender ack(String how) {
    return new Contender(name, title, kind, jvm, ", ack: " + how, settings);
  }

  private Contender with(String yaml) {
    return new Contender(name, title, kind, jvm, source, settings + yaml);
  }

  /** The same with more options for its JVM. */
  public Contender and(List<String> options) {
    List<String> more = new ArrayList<>(jvm);
    more.addAll(options);
    return new Contender(name, title, kind, List.copyOf(more), source, settings);
  }

  private Contender replacing(String option, String other) {
    List<String> replaced = jvm.stream().map(each -> each.equals(option) ? other : each).toList();
    return new Contender(name, title, kind, replaced, source, settings);
  }

  /** Whether what it accepts goes to Kafka. */
  boolean stores() {
    return kind == ServerKind.GATEWAY;
  }

  boolean isGateway() {
    return kind == ServerKind.GATEWAY || kind == ServerKind.MOCK_PRODUCER;
  }

  /** Its configuration. */
  String yaml(int port, int opsPort, String bootstrapServers, String topic, Setting setting) {
    StringBuilder yaml =
        new StringBuilder(
            """
            http: {host: 127.0.0.1, port: %d}
            ops: {host: 127.0.0.1, port: %d}
            kafka:
              bootstrap_servers: ['%s']
              topics: {partitions: %d, replication: 1, min_insync_replicas: 1}
            %slimits: {connections_max: 20000}
            shutdown: {notice: 0s}
            sources:
            """
                .formatted(port, opsPort, bootstrapServers, setting.partitions(), settings));
    for (int i = 0; i < setting.sources(); i++) {
      yaml.append(
          "  hub-%05d: {scheme: github, secrets: [file:secret], topic: %s%s}%n"
              .formatted(i, topic, source));
    }
    return yaml.toString();
  }

  /**
   * How large the world is.
   *
   * @param sources how many there are
   * @param partitions of the topic
   */
  public record Setting(int sources, int partitions) {

    public static final Setting USUAL = new Setting(1, 12);

    public Setting withSources(int count) {
      return new Setting(count, partitions);
    }

    public Setting withPartitions(int count) {
      return new Setting(sources, count);
    }
  }
}
