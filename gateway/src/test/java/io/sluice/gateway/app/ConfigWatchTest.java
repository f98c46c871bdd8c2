package io.sluice.gateway.app;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.ConfigWatch.Rest;
import io.sluice.gateway.log.TopicCheck;
import io.sluice.gateway.source.Source;
import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.sluice.testing.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each look is made by the test itself, so no time passes but what the test says. */
class ConfigWatchTest {

  private static final String A = "sources:\n  a: {scheme: github, secrets: [file:key]}\n";
  private static final String B = "  b: {scheme: github, secrets: [file:key]}\n";
  private static final TopicCheck READY = new TopicCheck.Ready(List.of());
  private static final TopicCheck AWAY = new TopicCheck.Unreachable("Kafka is away");

  @TempDir Path folder;

  private final VirtualClock clock = VirtualClock.at("2026-01-31T10:00:00Z");
  private final Metrics metrics = new Metrics();
  private final Bell bell = new Bell();
  private final List<String> prepared = new ArrayList<>();
  private TopicCheck kafka = READY;

  @SuppressWarnings("NullAway.Init")
  private ConfigFolder files;

  @SuppressWarnings("NullAway.Init")
  private AtomicReference<GatewayConfig> live;

  @SuppressWarnings("NullAway.Init")
  private ConfigWatch watch;

  @BeforeEach
  void start() {
    files = new ConfigFolder(folder);
    files.write("key", "the old secret");
    files.write(ConfigFolder.FILE, A);
    start(files.load());
  }

  private void start(LoadedConfig loaded) {
    ReloadReport report = new ReloadReport(metrics, clock);
    live = new AtomicReference<>(loaded.config());
    Reloads reloads = new Reloads(loaded, live, this::prepare, report);
    watch = new ConfigWatch(loaded, reloads, () -> live.get().reload(), bell, _ -> {}, report);
  }

  private TopicCheck prepare(Collection<String> topics) {
    assertThat(live.get().topics())
        .as("prepared before the swap")
        .doesNotContainAnyElementsOf(topics);
    prepared.addAll(topics);
    return kafka;
  }

  /** Looks until there is nothing to settle. */
  private Rest settle() throws InterruptedException {
    Rest rest = watch.look();
    for (int looks = 1; rest == Rest.UNSETTLED; looks++) {
      assertThat(looks).isLessThan(10);
      rest = watch.look();
    }
    return rest;
  }

  private List<String> sources() {
    return live.get().sources().all().stream().map(Source::name).toList();
  }

  private int reloads(String outcome) {
    return (int) metrics.counter(Metric.CONFIG_RELOADS, outcome).count();
  }

  private void assertGauge(String name, double value) {
    assertThat(metrics.scrape()).contains("\n" + name + " " + value + "\n");
  }

  @Test
  void doesNothingWhileNothingChanges() throws InterruptedException {
    GatewayConfig before = live.get();
    files.write(ConfigFolder.FILE, A);
    assertThat(watch.look()).isEqualTo(Rest.QUIET);
    assertThat(live.get()).isSameAs(before);
    assertThat(reloads("applied")).isZero();
    assertGauge(
        "sluice_config_loaded_timestamp_seconds", (double) clock.instant().getEpochSecond());
  }

  @Test
  void takesAChangeOnceItSaysTheSameTwice() throws InterruptedException {
    files.write(ConfigFolder.FILE, A + B);
    assertThat(watch.look()).isEqualTo(Rest.UNSETTLED);
    assertThat(sources()).containsExactly("a");
    clock.advance(Duration.ofMinutes(1));
    assertThat(watch.look()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertThat(reloads("applied")).isEqualTo(1);
    assertGauge(
        "sluice_config_loaded_timestamp_seconds", (double) clock.instant().getEpochSecond());
  }

  @Test
  void takesNothingOfAFileThatIsStillBeingWritten() throws InterruptedException {
    String whole = A + B;
    for (int length = A.length(); length < whole.length(); length += 10) {
      files.write(ConfigFolder.FILE, whole.substring(0, length) + "#");
      assertThat(watch.look()).isEqualTo(Rest.UNSETTLED);
    }
    files.write(ConfigFolder.FILE, whole);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertThat(reloads("applied")).isEqualTo(1);
    assertThat(reloads("faulty")).isZero();
  }

  @Test
  void seesAChangeThatComesRightAfterAReading() throws InterruptedException {
    files.write(ConfigFolder.FILE, "sources: {"); // as far as its writer has come
    files.afterReading(() -> files.write(ConfigFolder.FILE, A + B));
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertThat(reloads("faulty")).isZero();
  }

  @Test
  void aChangeThatIsTakenBackIsNone() throws InterruptedException {
    GatewayConfig before = live.get();
    files.write(ConfigFolder.FILE, A + B);
    assertThat(watch.look()).isEqualTo(Rest.UNSETTLED);
    files.write(ConfigFolder.FILE, A);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(live.get()).isSameAs(before);
    assertThat(reloads("applied")).isZero();
  }

  @Test
  void takesASecretThatIsRotatedInItsFileEvenWhenKafkaIsAway() throws InterruptedException {
    Source before = live.get().sources().find("a");
    kafka = AWAY;
    files.write("key", "the new secret");
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(live.get().sources().find("a")).isNotNull().isNotSameAs(before);
    assertThat(prepared).isEmpty();
  }

  @Test
  void keepsWhatItHasWhenTheFileIsFaultyAndTellsOnce() throws InterruptedException {
    GatewayConfig before = live.get();
    files.write(ConfigFolder.FILE, A + "  b: {scheme: githup}\n");
    for (int i = 0; i < 3; i++) {
      assertThat(settle()).isEqualTo(Rest.QUIET);
    }
    assertThat(live.get()).isSameAs(before);
    assertThat(reloads("faulty")).isEqualTo(1);
    assertGauge("sluice_config_faulty", 1);
    files.write(ConfigFolder.FILE, A + B);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertGauge("sluice_config_faulty", 0);
  }

  @Test
  void keepsWhatItHasWhileAFileIsGone() throws InterruptedException {
    GatewayConfig before = live.get();
    for (String file : List.of(ConfigFolder.FILE, "key")) {
      files.delete(file);
      assertThat(settle()).isEqualTo(Rest.QUIET);
      assertThat(settle()).isEqualTo(Rest.QUIET);
    }
    assertThat(live.get()).isSameAs(before);
    assertThat(reloads("faulty")).as("nobody can tell of a secret that no file names").isEqualTo(1);
    files.write(ConfigFolder.FILE, A);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(reloads("faulty")).isEqualTo(2);
    files.write("key", "the secret is back");
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(reloads("applied")).isEqualTo(1);
    assertGauge("sluice_config_faulty", 0);
  }

  @Test
  void keepsWhatItHasWhenNoSourceWouldBeLeft() throws InterruptedException {
    files.write(ConfigFolder.FILE, "");
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a");
    assertGauge("sluice_config_faulty", 1);
  }

  @Test
  void keepsWhatItHasWhenARecordWouldNotFitBeforeARestart() throws InterruptedException {
    String large = "kafka: {topics: {record_max: 9MiB}, buffer: 256MiB}\n";
    files.write(ConfigFolder.FILE, large + A.replace("}", ", body_max: 8MiB}"));
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(reloads("faulty")).isEqualTo(1);
    files.write(ConfigFolder.FILE, large + A + B);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertThat(live.get().kafka().topics().recordBytesMax()).isEqualTo(2 << 20);
  }

  @Test
  void preparesNewTopicsAloneAndWaitsUntilTheyAreReady() throws InterruptedException {
    kafka = AWAY;
    files.write(ConfigFolder.FILE, A + B);
    for (int i = 0; i < 3; i++) {
      assertThat(settle()).isEqualTo(Rest.WAITING);
      assertThat(sources()).containsExactly("a");
    }
    assertThat(reloads("waiting")).isEqualTo(1);
    assertThat(prepared).hasSize(3).containsOnly("webhooks.b");
    kafka = READY;
    assertThat(watch.look()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a", "b");
    assertThat(reloads("applied")).isEqualTo(1);
  }

  @Test
  void whatComesLaterTakesThePlaceOfWhatWaits() throws InterruptedException {
    kafka = AWAY;
    files.write(ConfigFolder.FILE, A + B);
    assertThat(settle()).isEqualTo(Rest.WAITING);
    files.write(ConfigFolder.FILE, A + "# without it\n");
    assertThat(settle()).isEqualTo(Rest.QUIET);
    kafka = READY;
    assertThat(watch.look()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a");
  }

  @Test
  void aFaultyFileTakesThePlaceOfWhatWaitsToo() throws InterruptedException {
    kafka = AWAY;
    files.write(ConfigFolder.FILE, A + B);
    assertThat(settle()).isEqualTo(Rest.WAITING);
    files.write(ConfigFolder.FILE, "sources: {");
    assertThat(settle()).isEqualTo(Rest.QUIET);
    kafka = READY;
    assertThat(watch.look()).isEqualTo(Rest.QUIET);
    assertThat(sources()).containsExactly("a");
    kafka = AWAY;
    files.write(ConfigFolder.FILE, A + B);
    assertThat(settle()).isEqualTo(Rest.WAITING);
    assertThat(reloads("waiting")).as("told anew").isEqualTo(2);
  }

  @Test
  void looksWhenItIsAskedToAndGoesOnAfterABug() throws InterruptedException {
    files.write(ConfigFolder.FILE, "reload: {watch: false}\n" + A);
    assertThat(settle()).isEqualTo(Rest.QUIET);
    Thread watching = Thread.ofVirtual().start(watch);
    files.afterReading(() -> {
      throw new IllegalStateException("a bug");
    });
    files.write(ConfigFolder.FILE, "reload: {watch: false}\n" + A + B);
    eventually(
        Duration.ofSeconds(10),
        () -> {
          bell.ring();
          assertThat(sources()).containsExactly("a", "b");
        });
    watching.interrupt();
    assertThat(watching.join(Duration.ofSeconds(10))).isTrue();
  }
}
