package io.sluice.bench;

import io.sluice.bench.measure.Bench;
import io.sluice.bench.measure.Contender;
import io.sluice.bench.measure.Contender.Setting;
import io.sluice.bench.measure.Plan;
import io.sluice.bench.measure.Turn;
import io.sluice.bench.report.Figures;
import io.sluice.bench.report.Machine;
import io.sluice.bench.report.Picture;
import io.sluice.bench.report.Result;
import io.sluice.bench.report.Tables;
import io.sluice.testing.ScratchDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code sluice-bench} command. */
@Command(
    name = "sluice-bench",
    description =
        "Measures what an event costs the gateway, beside servers that do less, in one run.",
    mixinStandardHelpOptions = true)
public final class BenchMain implements Callable<Integer> {

  private static final int HALF = 50;

  @Option(names = "--quick", description = "Three minutes: one round, one level, shorter.")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "How many; 3 unless it is quick.")
  private int rounds;

  @Option(names = "--choices", description = "What can be switched, too: collectors, allocators.")
  private boolean choices;

  @Option(names = "--growth", description = "How cost grows, too: sources, connections, bodies.")
  private boolean growth;

  @Option(names = "--pieces", description = "JMH on the pieces instead: proof, name, envelope.")
  private boolean pieces;

  @Option(names = "--json", description = "Print the figures as JSON, and nothing else.")
  private boolean json;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only these contenders of the steps; nothing: none.")
  private List<String> only = List.of();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "One more option for the JVM of each server, such as a recording.")
  private List<String> jvm = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Write tables, pictures and JSON there, too.")
  private @Nullable Path out;

  private final Map<String, List<Result>> parts = new LinkedHashMap<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pieces) {
      org.openjdk.jmh.Main.main(new String[] {"io.sluice.bench.micro", "-prof", "gc"});
      return 0;
    }
    try (ScratchDir folder = ScratchDir.create("sluice-bench");
        Bench bench = Bench.start(folder.path())) {
      List<Contender> steps =
          Contender.steps().stream()
              .filter(step -> only.isEmpty() || only.contains(step.name()))
              .map(step -> step.and(jvm))
              .toList();
      Plan plan = quick ? Plan.QUICK : Plan.WHOLE;
      if (!steps.isEmpty()) {
        parts.put("steps", compare(bench, steps, rounds > 0 ? plan.inRounds(rounds) : plan));
      }
      if (choices) {
        parts.put(
            "choices",
            compare(bench, Contender.choices(), Plan.COSTS.inRounds(Math.max(1, rounds))));
      }
      if (growth) {
        grow(bench);
      }
    } finally {
      show(); // also what there is when something has failed
    }
    return parts.values().stream().flatMap(List::stream).allMatch(Result::isWhole) ? 0 : 1;
  }

  /** Each contender's turn comes in each round, in another order. */
  private List<Result> compare(Bench bench, List<Contender> contenders, Plan plan)
      throws IOException, InterruptedException {
    Map<String, Result> results = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      results.put(contender.name(), new Result(contender.name(), contender.title(), List.of()));
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Contender contender = contenders.get((i + round) % contenders.size());
        Turn turn = bench.turn(contender, plan, Setting.USUAL, order -> order);
        say(contender.name(), round + 1, plan.rounds(), turn);
        results.computeIfPresent(contender.name(), (_, result) -> result.with(turn));
      }
    }
    return new ArrayList<>(results.values());
  }

  private void grow(Bench bench) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Growth growing : Growth.all()) {
      Turn turn = bench.turn(Contender.whole(), Plan.GROWTH, growing.setting(), growing.shape());
      say(growing.name(), 1, 1, turn);
      results.add(new Result(growing.name(), growing.title(), List.of(turn)));
      parts.put("growth", results);
    }
  }

  /** Progress, beside the output. */
  private static void say(String name, int round, int rounds, Turn turn) {
    System.err.printf(
        Locale.ROOT,
        "%-18s round %d of %d: %6.1f µs, %6.0f B, %8.0f/s, %d accepted, %d refused%n",
        name,
        round,
        rounds,
        turn.cpuMicros(),
        turn.allocatedBytes(),
        turn.maxPerSecond(),
        turn.accepted(),
        turn.refused());
  }

  private void show() throws IOException {
    Machine machine = Machine.here();
    List<Result> steps = parts.getOrDefault("steps", List.of());
    String figures = Figures.json(machine, parts);
    String text = text(machine, steps);
    System.out.println(json ? figures : text);
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("figures.json"), figures);
      Files.writeString(out.resolve("figures.md"), text);
      Files.writeString(out.resolve("cost.svg"), Picture.costs(steps));
      Files.writeString(out.resolve("latency.svg"), Picture.latencies(steps, HALF));
    }
  }

  private String text(Machine machine, List<Result> steps) {
    StringBuilder text = new StringBuilder("# Figures\n\n");
    text.append(machine.sentence()).append("\n\n");
    parts.forEach((part, results) ->
        text.append("## ").append(part).append("\n\n").append(Tables.costs(results)).append("\n"));
    return text.append("## Latencies of the steps\n\n")
        .append(Tables.latencies(steps))
        .append("\n## Balance\n\n")
        .append(Tables.balance(parts.values().stream().flatMap(List::stream).toList()))
        .toString();
  }
}
