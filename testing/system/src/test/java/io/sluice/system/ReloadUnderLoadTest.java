package io.sluice.system;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration changes again and again while senders keep sending: secrets are rotated, in
 * their file and in the yaml, sources come and go, and the file is broken in between. Nobody who
 * sends what was good before and after may notice.
 */
@WithBroker
class ReloadUnderLoadTest {

  /** Half as long as the tally: 15 seconds, or two and a half minutes as a soak test. */
  private static final Duration LOAD =
      Duration.ofSeconds(Integer.getInteger("sluice.load", 30)).dividedBy(2);

  private static final Duration RELOAD_MAX = Duration.ofSeconds(20);
  private static final String STEADY = "sEcReT:steady";
  private static final String BASIC =
      Base64.getEncoder().encodeToString(STEADY.getBytes(StandardCharsets.UTF_8));
  private static final int SENDERS = 8;

  @TempDir Path folder;

  private final String topic = "webhooks.reload-" + Instant.now().toEpochMilli();
  private final AtomicReference<String> inFile = new AtomicReference<>("sEcReT-file-0");
  private final AtomicReference<String> inYaml = new AtomicReference<>("sEcReT-yaml-0");
  private final Set<String> accepted = new ConcurrentSkipListSet<>();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final List<Sender> senders = new ArrayList<>();
  private volatile boolean enough;
  private String head = "";

  /** One connection after the other, each with the secret that was good when it was opened. */
  private final class Sender implements Callable<Void> {
    private final int port;
    private final String name;
    private final String source;
    private final AtomicReference<String> current;
    private volatile String used = "";
    private int sent;

    Sender(int port, String source, int number, AtomicReference<String> current) {
      this.port = port;
      this.source = source;
      this.name = source + "-" + number;
      this.current = current;
    }

    @Override
    public Void call() throws Exception {
      while (!enough) {
        String secret = current.get();
        try (KeepAliveSender connection = new KeepAliveSender(port, source, secret)) {
          used = secret;
          while (!enough && current.get().equals(secret)) {
            String id = name + "-" + sent++;
            int status = connection.post(id, body(id)).status();
            if (status == 202) {
              accepted.add(id);
            } else {
              unexpected.add(id + ": " + status);
            }
          }
        }
      }
      return null;
    }
  }

  @Test
  void whoSendsWhatIsGoodNoticesNothing(Broker broker) throws Exception {
    Files.writeString(folder.resolve("steady"), STEADY);
    Files.writeString(folder.resolve("this"), inFile.get());
    Files.writeString(folder.resolve("next"), inFile.get());
    Files.writeString(folder.resolve("yaml-0"), inYaml.get());
    int rounds = 0;
    try (GatewayProcess gateway =
            GatewayProcess.start(
                folder, broker.bootstrapServers(), yaml("file:yaml-0", ""), Map.of(), "256m");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      head = Files.readString(folder.resolve("sluice.yaml")).replace(yaml("file:yaml-0", ""), "");
      List<Future<Void>> running = startSenders(gateway.httpPort(), threads);
      try {
        Instant until = Instant.now().plus(LOAD);
        while (rounds == 0 || Instant.now().isBefore(until)) {
          oneRound(gateway, ++rounds);
        }
      } finally {
        enough = true;
      }
      for (Future<Void> sender : running) {
        sender.get(); // throws when its connection was dropped
      }
      countsAreRight(gateway, rounds);
      gateway.process().terminate(Duration.ofSeconds(20));
      assertThat(gateway.process().output()).contains("config.reloaded").doesNotContain("sEcReT");
    }
    assertThat(unexpected).isEmpty();
    Set<String> stored = storedIn(broker, rounds);
    System.out.printf("reload: %d rounds, %d stored%n", rounds, stored.size());
    assertThat(without(accepted, stored)).as("lost").isEmpty();
    assertThat(without(stored, accepted)).as("stored, but never accepted").isEmpty();
  }

  private List<Future<Void>> startSenders(int port, ExecutorService threads) {
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new Sender(port, "steady", i, new AtomicReference<>(STEADY)));
      senders.add(new Sender(port, "by-file", i, inFile));
      senders.add(new Sender(port, "by-yaml", i, inYaml));
    }
    return senders.stream().map(threads::submit).toList();
  }

  private void oneRound(GatewayProcess gateway, int round) throws Exception {
    rotateInItsFile(gateway, "sEcReT-file-" + round);
    String old = "file:yaml-" + (round - 1);
    String fresh = "file:yaml-" + round;
    String oldSecret = inYaml.get();
    String freshSecret = "sEcReT-yaml-" + round;
    String extra = "extra-" + round;
    Files.writeString(folder.resolve("yaml-" + round), freshSecret);

    rename(head + yaml(old + ", " + fresh, extra(extra)) + "limits: {keep_alive: 70s}\n");
    reloaded(gateway, "\"sources_added\":\"%s\".*\"sources_changed\":\"by-yaml\"".formatted(extra));
    gateway.process().await("config.restart_needed.*limits.keep_alive", RELOAD_MAX);
    for (int i = 0; i < 10; i++) {
      postExtra(gateway, extra, extra + "-" + i, 202);
    }
    switchTo("by-yaml", inYaml, freshSecret);
    try (RawHttp underWay = RawHttp.connect(gateway.httpPort(), RELOAD_MAX)) {
      String id = extra + "-under-way";
      String body = "{\"id\":\"%s\"}".formatted(id);
      underWay.send(extraHead(extra, body) + body.substring(0, 5));

      rewrite(head + yaml(fresh, "  broken: {scheme: githup}\n"));
      gateway.process().await("config.kept.*sources.broken.scheme", RELOAD_MAX);
      assertThat(new OpsPage(gateway.opsPort()).metric("sluice_config_faulty")).isEqualTo(1);
      postExtra(gateway, extra, extra + "-still", 202);
      assertThat(statusBy(gateway, "by-yaml", oldSecret)).as("not rotated yet").isEqualTo(202);

      rewrite(head + yaml(fresh, ""));
      reloaded(
          gateway, "\"sources_removed\":\"%s\".*\"sources_changed\":\"by-yaml\"".formatted(extra));
      assertThat(statusBy(gateway, "by-yaml", oldSecret)).isEqualTo(401);
      postExtra(gateway, extra, "too-late", 401);
      assertThat(underWay.send(body.substring(5)).response().status()).isEqualTo(202);
      accepted.add(id);
    }
  }

  /** Both files name the old secret; then one the new; then both. */
  private void rotateInItsFile(GatewayProcess gateway, String fresh) throws Exception {
    String old = inFile.get();
    Files.writeString(folder.resolve("next"), fresh);
    reloaded(gateway, "\"sources_changed\":\"by-file\"");
    switchTo("by-file", inFile, fresh);
    Files.writeString(folder.resolve("this"), fresh);
    reloaded(gateway, "\"sources_changed\":\"by-file\"");
    assertThat(statusBy(gateway, "by-file", old)).isEqualTo(401);
  }

  private void switchTo(String source, AtomicReference<String> current, String secret) {
    current.set(secret);
    eventually(
        RELOAD_MAX,
        () ->
            assertThat(senders)
                .filteredOn(sender -> sender.source.equals(source))
                .allMatch(sender -> sender.used.equals(secret)));
  }

  private static void reloaded(GatewayProcess gateway, String how) throws InterruptedException {
    gateway.process().await("config.reloaded.*" + how, RELOAD_MAX);
  }

  private int statusBy(GatewayProcess gateway, String source, String secret) throws Exception {
    try (KeepAliveSender sender = new KeepAliveSender(gateway.httpPort(), source, secret)) {
      String id = "once-" + Instant.now();
      int status = sender.post(id, body(id)).status();
      if (status == 202) {
        accepted.add(id);
      }
      return status;
    }
  }

  private void postExtra(GatewayProcess gateway, String source, String id, int status) {
    String body = "{\"id\":\"%s\"}".formatted(id);
    try (RawHttp http = RawHttp.connect(gateway.httpPort(), RELOAD_MAX)) {
      assertThat(http.send(extraHead(source, body) + body).response().status())
          .as(id)
          .isEqualTo(status);
    }
    if (status == 202) {
      accepted.add(id);
    }
  }

  private static String extraHead(String source, String body) {
    return "POST /in/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n".formatted(source, BASIC)
        + "Content-Length: %d\r\n\r\n".formatted(body.length());
  }

  private static void countsAreRight(GatewayProcess gateway, int rounds) {
    OpsPage page = new OpsPage(gateway.opsPort());
    String total = "sluice_config_reloads_total\\{outcome=\"%s\"\\}";
    assertThat(page.metric(total.formatted("applied"))).isEqualTo(4.0 * rounds);
    assertThat(page.metric(total.formatted("faulty"))).isEqualTo(rounds);
    assertThat(page.metric("sluice_config_faulty")).isZero();
  }

  private void rename(String yaml) throws IOException {
    Path fresh = Files.writeString(folder.resolve("sluice.yaml.new"), yaml);
    Files.move(fresh, folder.resolve("sluice.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void rewrite(String yaml) throws IOException {
    Files.writeString(folder.resolve("sluice.yaml"), yaml);
  }

  private String yaml(String secrets, String more) {
    return """
    logging: {requests: none}
    reload: {every: 100ms}
    sources:
      steady: {scheme: github, secrets: [file:steady], ack_deadline: 10s, topic: %1$s}
      by-file: {scheme: github, secrets: [file:this, file:next], ack_deadline: 10s, topic: %1$s}
      by-yaml: {scheme: github, secrets: [%2$s], ack_deadline: 10s, topic: %1$s}
    """
            .formatted(topic, secrets)
        + more;
  }

  /** A source that comes with a topic of its own. */
  private String extra(String name) {
    return "  %s: {scheme: basic, secrets: [file:steady], topic: %s-%s}%n"
        .formatted(name, topic, name);
  }

  private Set<String> storedIn(Broker broker, int rounds) {
    List<String> topics = new ArrayList<>(List.of(topic));
    for (int round = 1; round <= rounds; round++) {
      topics.add(topic + "-extra-" + round);
    }
    Set<String> stored = new TreeSet<>();
    for (String each : topics) {
      try (TopicReader reader = TopicReader.fromBeginning(broker.bootstrapServers(), each)) {
        reader.rest(record -> {
          byte[] value = record.headers().lastHeader("ce_id").value();
          String id = new String(value, StandardCharsets.UTF_8);
          assertThat(stored.add(id)).as(id + " is stored once").isTrue();
        });
      }
    }
    return stored;
  }

  private static Set<String> without(Set<String> all, Set<String> these) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeIf(these::contains);
    return rest;
  }

  private static byte[] body(String id) {
    return "{\"after\":\"%s\",\"filler\":\"%s\"}"
        .formatted(id, "x".repeat(400))
        .getBytes(StandardCharsets.UTF_8);
  }
}
