package io.sluice.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.bench.load.LoadMain;
import io.sluice.bench.load.LoadOrder;
import io.sluice.bench.load.LoadOutcome;
import io.sluice.bench.measure.Contender.Setting;
import io.sluice.bench.serve.BrokerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/** A broker and a load generator that live through a run, and contenders that come and go. */
public final class Bench implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SYSCALL_SECONDS = 2;

  private final Path folder;
  private final ChildProcess broker;
  private final ChildProcess load;
  private final String bootstrapServers;
  private final KafkaEnds ends;
  private int turns;

  private Bench(Path folder, ChildProcess broker, ChildProcess load, String bootstrapServers) {
    this.folder = folder;
    this.broker = broker;
    this.load = load;
    this.bootstrapServers = bootstrapServers;
    this.ends = new KafkaEnds(bootstrapServers);
  }

  /**
   * Starts both.
   *
   * @param folder an empty one, for data and logs
   */
  public static Bench start(Path folder) throws IOException {
    ChildProcess broker =
        ChildProcess.start(List.of("-Xmx1g"), BrokerMain.class, folder.resolve("kafka").toString());
    ChildProcess load =
        ChildProcess.start(
            List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
            LoadMain.class);
    return new Bench(folder, broker, load, broker.await("READY"));
  }

  /** One turn of a contender, from its start to its end. */
  public Turn turn(Contender contender, Plan plan, Setting setting, UnaryOperator<LoadOrder> shape)
      throws IOException, InterruptedException {
    turns++;
    String topic = "bench." + contender.name() + "." + turns;
    try (Server server =
        Server.start(
            contender, folder.resolve("turn-" + turns), bootstrapServers, topic, setting)) {
      return measure(contender, server, plan, topic, shape);
    }
  }

  private Turn measure(
      Contender contender, Server server, Plan plan, String topic, UnaryOperator<LoadOrder> shape)
      throws IOException, InterruptedException {
    Sum sum = new Sum();
    sum.add(run(shape.apply(LoadOrder.fullLoad(server.port(), plan.warmUpSeconds()))));

    long allocatedBefore = server.allocatedBytes();
    ProcessFigures before = ProcessFigures.of(server.pid());
    LoadOutcome full = run(shape.apply(LoadOrder.fullLoad(server.port(), plan.fullSeconds())));
    ProcessFigures cost = ProcessFigures.of(server.pid()).since(before);
    long allocated = server.allocatedBytes() - allocatedBefore;
    sum.add(full);

    OptionalDouble syscalls = syscalls(server, shape, sum);
    Map<Integer, Histogram> latencies = new TreeMap<>();
    LoadOrder level = shape.apply(LoadOrder.fullLoad(server.port(), plan.levelSeconds()));
    for (int percent : plan.levels()) {
      LoadOutcome at = run(level.atRate((int) (full.acceptedPerSecond() * percent / 100)));
      latencies.put(percent, at.histogram());
      sum.add(at);
    }
    return new Turn(
        server.readyMillis(),
        full.acceptedPerSecond(),
        perEvent(cost.cpuMicros(), full),
        perEvent(cost.compilerMicros(), full),
        perEvent(allocated, full),
        perEvent(cost.switches(), full),
        syscalls,
        ProcessFigures.of(server.pid()).residentBytes(),
        latencies,
        sum.accepted,
        sum.refused,
        contender.stores() ? ends.awaitRecords(topic, sum.accepted) : -1);
  }

  private static double perEvent(long cost, LoadOutcome outcome) {
    return outcome.accepted() == 0 ? 0 : (double) cost / outcome.accepted();
  }

  /** Counted in a stretch of its own, from the rate of both. */
  private OptionalDouble syscalls(Server server, UnaryOperator<LoadOrder> shape, Sum sum)
      throws IOException, InterruptedException {
    LoadOrder order = shape.apply(LoadOrder.fullLoad(server.port(), SYSCALL_SECONDS + 1));
    CompletableFuture<OptionalLong> counting =
        CompletableFuture.supplyAsync(() -> count(server.pid()));
    LoadOutcome outcome = run(order);
    sum.add(outcome);
    OptionalLong calls = counting.join();
    return calls.isEmpty() || outcome.accepted() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (double) calls.getAsLong() / SYSCALL_SECONDS / outcome.acceptedPerSecond());
  }

  private static OptionalLong count(long pid) {
    try {
      return Syscalls.count(pid, Duration.ofSeconds(SYSCALL_SECONDS));
    } catch (IOException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private LoadOutcome run(LoadOrder order) throws IOException {
    return JSON.readValue(load.ask(JSON.writeValueAsString(order)), LoadOutcome.class);
  }

  @Override
  public void close() {
    ends.close();
    load.close();
    broker.close();
  }

  /** All webhooks of a turn. */
  private static final class Sum {
    private long accepted;
    private long refused;

    void add(LoadOutcome outcome) {
      accepted += outcome.accepted();
      refused += outcome.refused();
    }
  }
}
