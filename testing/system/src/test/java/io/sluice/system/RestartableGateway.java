package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Balancer;
import io.sluice.testing.Evidence;
import io.sluice.testing.ReservedPort;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose folder and ports outlive its processes, to be killed, stopped, frozen and started
 * again. It has one source, {@value #SOURCE}, that verifies as GitHub signs.
 */
final class RestartableGateway implements AutoCloseable {

  static final String SOURCE = "hub";
  private static final String SECRET = "a-secret-of-this-test";
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private final ReservedPort http = ReservedPort.take();
  private final ReservedPort ops = ReservedPort.take();
  private final Path folder;
  private final Housing housing;
  private final StringBuilder earlierLogs = new StringBuilder();
  private @Nullable SluiceProcess process;

  private RestartableGateway(Path folder, Housing housing) {
    this.folder = folder;
    this.housing = housing;
  }

  /**
   * What it is configured with.
   *
   * @param bootstrapServers where Kafka is
   * @param kafka more of the section {@code kafka}, such as {@code buffer: 16MiB}
   * @param source more of its source, such as {@code topic: webhooks.hub}
   * @param sections other sections
   */
  record Setup(String bootstrapServers, String kafka, String source, String sections) {

    private String yaml(int httpPort, int opsPort) {
      return """
      http: {host: 127.0.0.1, port: %d}
      ops: {host: 127.0.0.1, port: %d}
      logging: {requests: refused}
      kafka: {bootstrap_servers: ['%s'], topics: %s, %s}
      sources:
        %s: {scheme: github, secrets: [env:S], %s}
      %s
      """
          .formatted(
              httpPort,
              opsPort,
              bootstrapServers,
              "{partitions: 4, replication: 1, min_insync_replicas: 1}",
              kafka,
              SOURCE,
              source,
              sections);
    }
  }

  /** One that is not started yet; what its processes say is kept if the test fails. */
  static RestartableGateway in(Path folder, Setup setup, Housing housing, Evidence evidence)
      throws IOException {
    RestartableGateway gateway = new RestartableGateway(folder, housing);
    String yaml = setup.yaml(gateway.http.number(), gateway.ops.number());
    Files.writeString(Files.createDirectories(folder).resolve("sluice.yaml"), yaml);
    evidence.keep(folder.getFileName() + ".yaml", () -> yaml);
    evidence.keep(folder.getFileName() + ".log", gateway::log);
    return gateway;
  }

  /** Starts a process and returns when it listens, which does not mean that Kafka is there. */
  void start() throws IOException, InterruptedException {
    begin();
    running().await("gateway.started", START_MAX);
  }

  /** Starts a process and returns at once. */
  void begin() throws IOException {
    process = housing.start(folder, Map.of("S", SECRET), "gateway");
  }

  /** Returns when it takes webhooks. */
  void awaitReady() {
    awaitReady(START_MAX);
  }

  /** Returns when it takes webhooks; its threads are in its log when that takes too long. */
  void awaitReady(Duration limit) {
    try {
      eventually(limit, () -> assertThat(ops().get("/readyz").status()).isEqualTo(200));
    } catch (AssertionError tooLate) {
      dumpThreads();
      throw tooLate;
    }
  }

  /** Returns when its journal holds nothing that is not in Kafka. */
  void awaitDrained(Duration limit) {
    eventually(limit, () -> assertThat(ops().metric("sluice_journal_open_records")).isZero());
  }

  private void dumpThreads() {
    eventually(
        Duration.ofSeconds(10),
        () -> {
          running().signal("QUIT");
          assertThat(running().soFar()).contains("Full thread dump");
        });
  }

  /** Ends the process without a word to it. */
  void kill() throws InterruptedException {
    running().kill();
    forget();
  }

  /** Asks the process to end, and returns how long it took. */
  Duration terminate(Duration max) throws InterruptedException {
    Duration took = running().terminate(max);
    forget();
    return took;
  }

  private void forget() {
    SluiceProcess ended = running();
    earlierLogs.append(ended.soFar()).append("\n--- this process has ended ---\n");
    housing.clear();
    process = null;
  }

  /** Stops every thread of the process where it is. */
  void freeze() throws IOException, InterruptedException {
    running().signal("STOP");
  }

  /** Lets them go on. */
  void thaw() throws IOException, InterruptedException {
    running().signal("CONT");
  }

  boolean isAlive() {
    return running().isAlive();
  }

  long peakResidentBytes() throws IOException, InterruptedException {
    return housing.peakResidentBytes(running());
  }

  /** A light load on its source. */
  LoadPlan plan() {
    return LoadPlan.to(target(http.number()));
  }

  /** Its source, reached by another way. */
  static Target target(int port) {
    return Target.local(port, SOURCE, SECRET);
  }

  Balancer.Address address() {
    return new Balancer.Address(http.number(), ops.number());
  }

  OpsPage ops() {
    return new OpsPage(ops.number());
  }

  Path folder() {
    return folder;
  }

  /** What all its processes have said. */
  String log() {
    return earlierLogs + (process == null ? "" : process.soFar());
  }

  private SluiceProcess running() {
    if (process == null) {
      throw new IllegalStateException("no process is running");
    }
    return process;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    housing.clear();
    http.close();
    ops.close();
  }
}
