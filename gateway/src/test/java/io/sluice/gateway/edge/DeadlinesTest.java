package io.sluice.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private final Deadlines deadlines = new Deadlines();
  private final List<String> ended = new ArrayList<>();

  @Test
  void endsWhatIsDueAndKeepsTheRest() {
    deadlines.set(item("early"), 10);
    deadlines.set(item("late"), 30);
    deadlines.sweep(20);
    assertThat(ended).containsExactly("early");
    assertThat(deadlines.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhatWasCancelled() {
    Timed item = item("cancelled");
    deadlines.set(item, 10);
    deadlines.cancel(item);
    deadlines.cancel(item);
    deadlines.sweep(20);
    assertThat(ended).isEmpty();
    assertThat(deadlines.size()).isZero();
  }

  @Test
  void aSecondTimeReplacesTheFirst() {
    Timed item = item("moved");
    deadlines.set(item, 10);
    deadlines.set(item, 50);
    deadlines.sweep(20);
    assertThat(ended).isEmpty();
    deadlines.sweep(50);
    assertThat(ended).containsExactly("moved");
  }

  @Test
  void whatEndsMayCancelItsNeighbours() {
    Timed first = item("first");
    Timed third = item("third");
    Timed second =
        new Timed() {
          @Override
          void expired() {
            ended.add("second");
            deadlines.cancel(first);
            deadlines.cancel(third);
          }
        };
    deadlines.set(first, 10);
    deadlines.set(second, 10);
    deadlines.set(third, 100);
    deadlines.sweep(20);
    assertThat(ended).containsExactly("second");
    assertThat(deadlines.size()).isZero();
  }

  @Test
  void worksAcrossTheOverflowOfTheClock() {
    deadlines.set(item("past"), Long.MAX_VALUE - 5);
    deadlines.set(item("future"), Long.MIN_VALUE + 50);
    deadlines.sweep(Long.MIN_VALUE + 5);
    assertThat(ended).containsExactly("past");
  }

  @Test
  void agreesWithAPlainSetOverRandomUse() {
    long seed = 20261123;
    Random random = new Random(seed);
    Timed[] items = new Timed[50];
    Set<String> model = new HashSet<>();
    for (int i = 0; i < items.length; i++) {
      items[i] = item("item" + i);
    }
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      int i = random.nextInt(items.length);
      switch (random.nextInt(3)) {
        case 0 -> {
          deadlines.set(items[i], now + random.nextInt(40));
          model.add("item" + i);
        }
        case 1 -> {
          deadlines.cancel(items[i]);
          model.remove("item" + i);
        }
        default -> {
          now += random.nextInt(10);
          ended.clear();
          deadlines.sweep(now);
          ended.forEach(model::remove);
        }
      }
      assertThat(deadlines.size()).as("seed %d step %d", seed, step).isEqualTo(model.size());
    }
  }

  private Timed item(String name) {
    return new Timed() {
      @Override
      void expired() {
        ended.add(name);
      }
    };
  }
}
