package io.sluice.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.limits.SourceBudget;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyBufferTest {

  private static final int LIMIT = 100_000;

  private final SourceBudget budget = budget(1_000_000);

  @Test
  void gathersAnAnnouncedBodyInOneArrayOfItsLength() {
    BodyBuffer buffer = reserved(10);
    buffer.take(Buffer.buffer("hello"));
    buffer.take(Buffer.buffer("world"));
    assertThat(buffer.body()).isEqualTo("helloworld".getBytes(US_ASCII));
  }

  @Test
  void gathersChunksOfAnySizeByteForByte() {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      byte[] body = new byte[random.nextInt(LIMIT)];
      random.nextBytes(body);
      BodyBuffer buffer = reserved(-1);
      for (int at = 0; at < body.length; ) {
        int end = Math.min(body.length, at + 1 + random.nextInt(9000));
        assertThat(buffer.take(Buffer.buffer(Arrays.copyOfRange(body, at, end))))
            .isEqualTo(BodyBuffer.Taken.OK);
        at = end;
      }
      assertThat(buffer.body()).as("seed %d round %d", seed, round).isEqualTo(body);
      buffer.release();
      assertThat(budget.bytesHeld()).isZero();
    }
  }

  @Test
  void refusesOneByteMoreThanTheLimit() {
    BodyBuffer buffer = reserved(-1);
    assertThat(buffer.take(Buffer.buffer(new byte[LIMIT]))).isEqualTo(BodyBuffer.Taken.OK);
    assertThat(buffer.take(Buffer.buffer(new byte[1]))).isEqualTo(BodyBuffer.Taken.OVER_LIMIT);
  }

  @Test
  void reservesABodyTwiceAndItsOverheadBeforeAByteCame() {
    BodyBuffer buffer = reserved(50_000);
    assertThat(budget.bytesHeld()).isEqualTo(100_000 + BodyBuffer.OVERHEAD_BYTES);
    buffer.release();
    buffer.release();
    assertThat(budget.bytesHeld()).isZero();
  }

  @Test
  void isRefusedWhenTheBudgetIsFullAndTakesNothing() {
    SourceBudget small = budget(10_000);
    assertThat(BodyBuffer.reserve(small, 9_000, LIMIT)).isNull();
    assertThat(small.bytesHeld()).isZero();
  }

  @Test
  void stopsGrowingWhereTheBudgetEnds() {
    SourceBudget small = budget(40_000);
    BodyBuffer buffer = Objects.requireNonNull(BodyBuffer.reserve(small, -1, LIMIT));
    BodyBuffer.Taken taken = BodyBuffer.Taken.OK;
    int chunks = 0;
    while (taken == BodyBuffer.Taken.OK && chunks < 100) {
      taken = buffer.take(Buffer.buffer(new byte[1000]));
      chunks++;
    }
    assertThat(taken).isEqualTo(BodyBuffer.Taken.OVER_BUDGET);
    assertThat(small.bytesHeld()).isLessThanOrEqualTo(40_000);
    buffer.release();
    assertThat(small.bytesHeld()).isZero();
  }

  private BodyBuffer reserved(long announced) {
    return Objects.requireNonNull(BodyBuffer.reserve(budget, announced, LIMIT));
  }

  private static SourceBudget budget(long bytesMax) {
    return new FairShare(1 << 30, 1).source(bytesMax, false);
  }
}
