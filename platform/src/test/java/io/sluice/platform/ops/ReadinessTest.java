package io.sluice.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final Readiness readiness = new Readiness();

  @Test
  void gatesStartClosed() {
    readiness.gate("kafka");
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.closedGates()).isEqualTo(Map.of("kafka", "starting"));
  }

  @Test
  void isReadyWhenAllGatesAreOpen() {
    Readiness.Gate kafka = readiness.gate("kafka");
    Readiness.Gate schema = readiness.gate("schema");
    kafka.open();
    assertThat(readiness.isReady()).isFalse();
    schema.open();
    assertThat(readiness.isReady()).isTrue();
    kafka.close("no broker answers");
    assertThat(readiness.isReady()).isFalse();
    assertThat(readiness.closedGates()).isEqualTo(Map.of("kafka", "no broker answers"));
  }

  @Test
  void closingForNoReasonStillCloses() {
    readiness.gate("kafka").close("");
    assertThat(readiness.isReady()).isFalse();
  }

  @Test
  void oneNameStandsForOneGate() {
    readiness.gate("kafka");
    assertThatThrownBy(() -> readiness.gate("kafka")).hasMessageContaining("kafka");
  }

  @Test
  void listenersHearOfChangesOnly() {
    List<Boolean> heard = new ArrayList<>();
    readiness.onChange(() -> heard.add(readiness.isReady()));
    Readiness.Gate kafka = readiness.gate("kafka");
    kafka.open();
    kafka.open();
    kafka.close("a");
    kafka.close("a");
    kafka.close("b");
    assertThat(heard).containsExactly(false, true, false, false);
  }

  @Test
  void manyThreadsLoseNoChange() throws InterruptedException {
    List<Readiness.Gate> gates = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      gates.add(readiness.gate("gate-" + i));
    }
    for (Readiness.Gate gate : gates) {
      threads.add(Thread.ofPlatform().start(() -> toggle(gate)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(readiness.closedGates()).isEmpty();
  }

  private static void toggle(Readiness.Gate gate) {
    for (int i = 0; i < 2_000; i++) {
      gate.close("run " + i);
      gate.open();
    }
  }
}
