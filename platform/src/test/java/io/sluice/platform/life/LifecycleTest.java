package io.sluice.platform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifecycleTest {

  private static final Duration DEADLINE = Duration.ofMillis(2_500);

  private static final Duration STOP_MAX = Duration.ofSeconds(4);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Lifecycle life = new Lifecycle(new VirtualTicker(), new Telling(), STOP_MAX);

  private final class Telling implements Progress {
    @Override
    public void started(String part) {
      told.add("starting " + part);
    }

    @Override
    public void stillRunning(String part, Duration elapsed) {
      told.add("still starting " + part + " " + elapsed.toMillis());
    }

    @Override
    public void finished(String part, Duration elapsed) {
      told.add("started " + part + " " + elapsed.toMillis());
    }

    @Override
    public void failed(String part, Duration elapsed, String why) {
      told.add("failed " + part + " " + elapsed.toMillis() + " " + why);
    }

    @Override
    public void stopping(String part) {
      told.add("stopping " + part);
    }

    @Override
    public void stillStopping(String part, Duration elapsed) {
      told.add("still stopping " + part + " " + elapsed.toMillis());
    }

    @Override
    public void stopped(String part, Duration elapsed) {
      told.add("stopped " + part + " " + elapsed.toMillis());
    }
  }

  private void start(String name) {
    life.start(name, DEADLINE, () -> done.add("+" + name), DEADLINE, () -> done.add("-" + name));
  }

  /** Waits until it is interrupted. */
  private void hang(String name) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } finally {
      done.add("interrupted " + name);
    }
  }

  @Test
  void stopsInReverseWhatItStartedInOrder() {
    start("a");
    start("b");
    life.close();
    assertThat(done).containsExactly("+a", "+b", "-b", "-a");
  }

  @Test
  void tellsHowFarItHasCome() {
    start("a");
    life.close();
    assertThat(told).containsExactly("starting a", "started a 0", "stopping a", "stopped a 0");
  }

  @Test
  void aStartThatThrowsNamesItsPartAndCause() {
    start("a");
    assertThatThrownBy(() -> life.start("b", DEADLINE, LifecycleTest::fail, DEADLINE, this::bad))
        .isInstanceOfSatisfying(StartFailed.class, e -> assertThat(e.part()).isEqualTo("b"))
        .hasMessage("b could not be started: port in use")
        .hasCauseInstanceOf(ExecutionException.class);
    life.close();
    assertThat(done).containsExactly("+a", "-a");
  }

  private static void fail() throws ExecutionException {
    throw new ExecutionException(new IOException("port in use"));
  }

  private void bad() {
    done.add("stopped what never started");
  }

  @Test
  void anErrorInAStartIsToldToo() {
    Step missing =
        () -> {
          throw new NoClassDefFoundError("x/Y");
        };
    assertThatThrownBy(() -> life.start("a", DEADLINE, missing, DEADLINE, this::bad))
        .isInstanceOf(StartFailed.class)
        .hasMessage("a could not be started: x/Y");
  }

  @Test
  void aStartThatOverrunsIsInterruptedAtItsDeadline() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Step hanging =
        () -> {
          try {
            hang("a");
          } finally {
            interrupted.countDown();
          }
        };
    assertThatThrownBy(() -> life.start("a", DEADLINE, hanging, DEADLINE, this::bad))
        .isInstanceOf(StartFailed.class)
        .hasMessage("a could not be started: not done within 2500 ms");
    interrupted.await();
    life.close();
    assertThat(done).containsExactly("interrupted a");
    assertThat(told)
        .containsExactly(
            "starting a",
            "still starting a 1000",
            "still starting a 2000",
            "still starting a 2500",
            "failed a 2500 not done within 2500 ms");
  }

  @Test
  void closingGoesOnWhenAPartFailsOrOverruns() {
    start("a");
    life.start("b", DEADLINE, () -> {}, DEADLINE, LifecycleTest::fail);
    life.start("c", DEADLINE, () -> {}, Duration.ofMillis(700), () -> hang("c"));
    start("d");
    life.close();
    assertThat(done).contains("+a", "+d", "-d", "-a");
    assertThat(told).contains("still stopping c 700", "stopped c 700", "stopped a 0");
  }

  @Test
  void allPartsTogetherStopWithinTheirTimeHoweverManyHang() {
    start("a");
    life.start("b", DEADLINE, () -> {}, DEADLINE, () -> hang("b"));
    life.start("c", DEADLINE, () -> {}, DEADLINE, () -> hang("c"));
    life.start("d", DEADLINE, () -> {}, DEADLINE, () -> hang("d"));
    life.close();
    assertThat(told)
        .contains("stopped d 2500", "stopped c 1500", "stopped b 0", "stopped a 0")
        .doesNotContain("still stopping b 0");
    await("-a");
  }

  /** What nobody waits for happens all the same. */
  private void await(String what) {
    while (!done.contains(what)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void closingTwiceStopsOnce() {
    start("a");
    life.close();
    life.close();
    assertThat(done).containsExactly("+a", "-a");
  }

  @Test
  void nothingStartsAfterClosing() {
    life.close();
    assertThatThrownBy(() -> start("a"))
        .isInstanceOf(StartFailed.class)
        .hasMessage("a could not be started: the process is closing");
    assertThat(done).isEmpty();
  }

  @Test
  void closingFromAnotherThreadInterruptsAStart() throws InterruptedException {
    Lifecycle real = new Lifecycle(Progress.none(), Duration.ofMinutes(2));
    CountDownLatch starting = new CountDownLatch(1);
    List<String> thrown = new CopyOnWriteArrayList<>();
    Step hanging =
        () -> {
          starting.countDown();
          hang("a");
        };
    Duration long1 = Duration.ofMinutes(1);
    Thread main =
        Thread.ofPlatform()
            .start(() -> {
              try {
                real.start("a", long1, hanging, long1, this::bad);
              } catch (StartFailed e) {
                thrown.add(String.valueOf(e.getMessage()));
              }
            });
    starting.await();
    real.close();
    main.join();
    assertThat(thrown).containsExactly("a could not be started: it was interrupted");
  }

  @Test
  void aSecondCloseWaitsForTheFirst() throws InterruptedException {
    Lifecycle real = new Lifecycle(Progress.none(), Duration.ofMinutes(2));
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch mayStop = new CountDownLatch(1);
    Step stop =
        () -> {
          stopping.countDown();
          mayStop.await();
          done.add("-a");
        };
    Duration long1 = Duration.ofMinutes(1);
    real.start("a", long1, () -> {}, long1, stop);
    Thread first = Thread.ofPlatform().start(real::close);
    stopping.await();
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              real.close();
              done.add("second");
            });
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    mayStop.countDown();
    first.join();
    second.join();
    assertThat(done).containsExactly("-a", "second");
  }
}
