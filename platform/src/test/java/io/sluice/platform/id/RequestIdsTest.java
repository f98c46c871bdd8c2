package io.sluice.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

  private static final Instant NOW = Instant.parse("2022-02-22T19:22:22Z");
  private static final long SEED = 7;

  private long millis = NOW.toEpochMilli();

  private RequestIds ids(RandomGenerator random) {
    InstantSource clock = () -> Instant.ofEpochMilli(millis);
    return new RequestIds(clock, random);
  }

  @Test
  void writesTheTimeOfTheStandardsExample() {
    // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z is 017F22E2-79B0-7...
    String id = ids(new Random(SEED)).next();
    assertThat(id).matches("017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    assertThat(UUID.fromString(id).variant()).isEqualTo(2);
  }

  @Test
  void idsOfOneInstantSortInTheOrderTheyWereMade() {
    RequestIds ids = ids(new Random(SEED));
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      made.add(ids.next());
    }
    assertThat(made).as("seed " + SEED).isSorted();
    assertThat(new HashSet<>(made)).hasSameSizeAs(made);
  }

  @Test
  void idsNeverGoBackWhenTheClockDoes() {
    RequestIds ids = ids(new Random(SEED));
    String before = ids.next();
    millis -= 3_600_000;
    String during = ids.next();
    millis += 3_600_001;
    String after = ids.next();
    assertThat(List.of(before, during, after))
        .as("seed " + SEED)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(after).startsWith("017f22e2-79b1-7");
  }

  @Test
  void whenTheRandomBitsRunOverTheNextMillisecondIsUsed() {
    // All bits set: the counter starts as high as it may and takes the longest steps.
    RandomGenerator highest = () -> -1L;
    RequestIds ids = ids(highest);
    String last = ids.next();
    assertThat(last).isEqualTo("017f22e2-79b0-77ff-bfff-ffffffffffff");
    String next = ids.next();
    assertThat(next).isEqualTo("017f22e2-79b0-7800-8000-00007fffffff").isGreaterThan(last);
    Carry carry = new Carry();
    RequestIds carrying = ids(carry);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      made.add(carrying.next());
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  /** The low bits always start at their end, so that many steps carry. */
  private static final class Carry implements RandomGenerator {
    private final Random random = new Random(SEED);

    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public int nextInt() {
      return random.nextInt();
    }
  }
}
