package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSizeTest {

  private static long bytes(String text) {
    return ByteSize.parse(text).map(ByteSize::bytes).orElse(-1L);
  }

  @Test
  void readsEveryUnit() {
    assertThat(bytes("0")).isZero();
    assertThat(bytes("512")).isEqualTo(512);
    assertThat(bytes("512B")).isEqualTo(512);
    assertThat(bytes("64KiB")).isEqualTo(65_536);
    assertThat(bytes("1MiB")).isEqualTo(1_048_576);
    assertThat(bytes("2GiB")).isEqualTo(2_147_483_648L);
    assertThat(bytes("1TiB")).isEqualTo(1_099_511_627_776L);
    assertThat(bytes("3KB")).isEqualTo(3_000);
    assertThat(bytes("1MB")).isEqualTo(1_000_000);
    assertThat(bytes("1GB")).isEqualTo(1_000_000_000);
    assertThat(bytes("1TB")).isEqualTo(1_000_000_000_000L);
  }

  @Test
  void refusesWhatIsNoSize() {
    for (String none :
        new String[] {"", "KiB", "-1", "1.5MB", "1 MB", "1mb", "1PB", "0x10", "1_0"}) {
      assertThat(ByteSize.parse(none)).as(none).isEmpty();
    }
    assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatOverflows() {
    assertThat(bytes("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(ByteSize.parse("9223372036854775808")).isEmpty();
    assertThat(bytes("8388607TiB")).isEqualTo(8_388_607L << 40);
    assertThat(ByteSize.parse("8388608TiB")).isEmpty();
    assertThat(ByteSize.parse("9999999999999999999TB")).isEmpty();
  }

  @Test
  void printsTheShortestExactForm() {
    assertThat(new ByteSize(0)).hasToString("0");
    assertThat(new ByteSize(1023)).hasToString("1023");
    assertThat(new ByteSize(65_536)).hasToString("64KiB");
    assertThat(new ByteSize(1_000_000)).hasToString("1MB");
    assertThat(new ByteSize(1536L << 20)).hasToString("1536MiB");
  }

  @Test
  void readsBackWhatItPrints() {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      ByteSize size = new ByteSize(random.nextLong() >>> random.nextInt(1, 64) & -1L << i % 40);
      assertThat(ByteSize.parse(size.toString()))
          .as("seed %d, run %d", seed, i)
          .isEqualTo(Optional.of(size));
    }
  }
}
