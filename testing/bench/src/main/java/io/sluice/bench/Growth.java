package io.sluice.bench;

import io.sluice.bench.load.LoadOrder;
import io.sluice.bench.measure.Contender.Setting;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The whole walk in a world that differs in one respect.
 *
 * @param setting how many sources and partitions there are
 * @param shape what the load is like
 */
record Growth(String name, String title, Setting setting, UnaryOperator<LoadOrder> shape) {

  private static final int CONNECTIONS_MAX = 256;

  /** Less than what the gateway takes in at once, which keeps each body twice. */
  private static final int BYTES_IN_FLIGHT = 16 << 20;

  /** The first one is what the others are measured by. */
  static List<Growth> all() {
    return Stream.of(
            Stream.of(
                new Growth(
                    "usual", "1 source, 256 connections, 2 KB", Setting.USUAL, order -> order)),
            IntStream.of(10, 1_000, 10_000).mapToObj(Growth::sources),
            IntStream.of(1, 1_000, 10_000).mapToObj(Growth::connections),
            IntStream.of(200, 20_000, 200_000, 1_000_000).mapToObj(Growth::bodies),
            IntStream.of(1, 200).mapToObj(Growth::partitions),
            Stream.of(
                new Growth(
                    "no-keep-alive",
                    "a connection per webhook",
                    Setting.USUAL,
                    LoadOrder::withoutKeepAlive)))
        .flatMap(each -> each)
        .toList();
  }

  private static Growth sources(int count) {
    return new Growth(
        "sources-" + count,
        count + " sources",
        Setting.USUAL.withSources(count),
        order -> order.toSources(count));
  }

  private static Growth connections(int count) {
    return new Growth(
        "connections-" + count,
        count == 1 ? "1 connection" : count + " connections",
        Setting.USUAL,
        order -> order.over(count));
  }

  private static Growth bodies(int bytes) {
    int connections = Math.clamp(BYTES_IN_FLIGHT / bytes, 1, CONNECTIONS_MAX);
    return new Growth(
        "body-" + bytes,
        "bodies of %,d B over %d connections".formatted(bytes, connections),
        Setting.USUAL,
        order -> order.withBodies(bytes).over(connections));
  }

  private static Growth partitions(int count) {
    return new Growth(
        "partitions-" + count,
        count == 1 ? "1 partition" : count + " partitions",
        Setting.USUAL.withPartitions(count),
        order -> order);
  }
}
