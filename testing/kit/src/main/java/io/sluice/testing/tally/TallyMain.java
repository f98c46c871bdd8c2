package io.sluice.testing.tally;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A load on a gateway that runs somewhere, and the check afterwards, as a command. */
@Command(
    name = "tally",
    description = {
      "Posts signed GitHub events to a gateway and then looks for every one that was said yes to.",
      "Exits with 1 when one is lost, or stored with other bytes than were signed."
    },
    mixinStandardHelpOptions = true)
public final class TallyMain implements Callable<Integer> {
  private static final int FAILED = 1;

  @SuppressWarnings("NullAway.Init") // set by picocli before call
  @Option(
      names = "--url",
      required = true,
      description = "The source, such as http://127.0.0.1:8080/in/github.")
  private URI url;

  @SuppressWarnings("NullAway.Init") // set by picocli before call
  @Option(
      names = "--secret-env",
      required = true,
      description = "The variable of the environment that holds the source's secret.")
  private String secretVariable;

  @Option(names = "--rate", description = "Events a second. Default: ${DEFAULT-VALUE}")
  private double rate = 100;

  @Option(names = "--seconds", description = "For how long. Default: ${DEFAULT-VALUE}")
  private long seconds = 30;

  @Option(names = "--connections", description = "Default: ${DEFAULT-VALUE}")
  private int connections = 50;

  @Option(
      names = "--keys",
      description = "Ordering keys of each connection. Default: ${DEFAULT-VALUE}")
  private int keys = 4;

  @Option(names = "--body", description = "Bytes of a body. Default: ${DEFAULT-VALUE}")
  private int bodyBytes = 2_048;

  @Option(
      names = "--deadline",
      description = "Seconds that an answer may take. Default: ${DEFAULT-VALUE}")
  private long deadlineSeconds = 10;

  @Option(
      names = "--retries",
      description = "More attempts after a failed one. Default: ${DEFAULT-VALUE}")
  private int retries;

  @SuppressWarnings("NullAway.Init") // set by picocli before call
  @Option(
      names = "--bootstrap",
      required = true,
      description = "Where Kafka is, such as 127.0.0.1:9092.")
  private String bootstrapServers;

  @SuppressWarnings("NullAway.Init") // set by picocli before call
  @Option(
      names = "--topic",
      required = true,
      description = "The topic of the source; several times where types are routed apart.")
  private List<String> topics;

  @Option(
      names = "--patience",
      description =
          "Seconds that a journal may take to drain after the load. Default: ${DEFAULT-VALUE}")
  private long patienceSeconds = 60;

  public static void main(String... arguments) {
    System.exit(new CommandLine(new TallyMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Ledger ledger = Ledger.named("tally-" + Instant.now().toEpochMilli());
    try (Load load = Load.start(plan(), ledger)) {
      System.out.println(load.awaitEnd());
    }
    try (Checker checker = Checker.of(bootstrapServers, topics, ledger, bodyBytes)) {
      Tally tally = checker.awaitNothingLost(Duration.ofSeconds(patienceSeconds));
      System.out.println(tally);
      return tally.isWhole() ? 0 : FAILED;
    }
  }

  private LoadPlan plan() {
    @Nullable String secret = System.getenv(secretVariable);
    if (secret == null) {
      throw new IllegalArgumentException("the environment has no " + secretVariable);
    }
    return LoadPlan.to(target(secret))
        .perSecond(rate)
        .lasting(Duration.ofSeconds(seconds))
        .over(connections, keys)
        .bodies(bodyBytes)
        .answeredWithin(Duration.ofSeconds(deadlineSeconds))
        .retrying(new Retries(retries, Duration.ofMillis(100)));
  }

  private Target target(String secret) {
    String path = url.getPath() == null ? "" : url.getPath();
    if (!"http".equals(url.getScheme()) || url.getHost() == null || !path.startsWith("/in/")) {
      throw new IllegalArgumentException("the url is not like http://host:8080/in/github: " + url);
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    return new Target(url.getHost(), port, path.substring("/in/".length()), secret);
  }
}
