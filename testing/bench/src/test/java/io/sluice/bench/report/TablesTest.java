package io.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.bench.measure.Turn;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TablesTest {

  private static final Result NO_OP = result("no-op", turn(10, 0, -1));
  private static final Result GATEWAY =
      result("gateway", turn(18, 100, 100), turn(30, 100, 100), turn(20, 100, 100));

  @Test
  void costsAreMediansBesideTheFirst() {
    assertThat(Tables.costs(List.of(NO_OP, GATEWAY)))
        .contains("| `no-op` it | 10.0 µs | 1.00 | + 0.5 µs | 3000 B | 0.50 | not counted |")
        .contains("| `gateway` it | 20.0 µs | 2.00 |");
  }

  @Test
  void latenciesAreThoseOfAllTurnsTogether() {
    assertThat(Tables.latencies(List.of(GATEWAY)))
        .contains("| `gateway` | 50 % | 2,500 | 1.0 ms | 9.0 ms | 9.0 ms |");
  }

  @Test
  void whatIsNotInKafkaCannotBeOverlooked() {
    Result lossy = result("gateway", turn(18, 100, 99));
    assertThat(lossy.isWhole()).isFalse();
    assertThat(Tables.balance(List.of(lossy))).contains("| 100 | 0 | 99 **LOST SOME** |");
    assertThat(GATEWAY.isWhole()).isTrue();
    assertThat(Tables.balance(List.of(NO_OP, GATEWAY)))
        .contains("| `no-op` | 0 | 0 | – |")
        .contains("| `gateway` | 300 | 0 | 300 |");
  }

  @Test
  void thePicturesShowEveryContender() {
    assertThat(Picture.costs(List.of(NO_OP, GATEWAY))).contains(">no-op<", ">gateway<", ">20.0<");
    assertThat(Picture.latencies(List.of(NO_OP, GATEWAY), 50))
        .contains(">gateway<", "<polyline")
        .endsWith("</svg>\n");
  }

  private static Result result(String name, Turn... turns) {
    return new Result(name, "it", List.of(turns));
  }

  private static Turn turn(double cpuMicros, long accepted, long stored) {
    Histogram latencies = new Histogram(3);
    latencies.recordValueWithCount(1_000, 90);
    latencies.recordValueWithCount(9_000, 10);
    return new Turn(
        900,
        5_000,
        cpuMicros,
        0.5,
        3_000,
        0.5,
        OptionalDouble.empty(),
        200 << 20,
        Map.of(50, latencies),
        accepted,
        0,
        stored);
  }
}
