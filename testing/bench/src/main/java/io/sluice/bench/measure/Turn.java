package io.sluice.bench.measure;

import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * What one turn of a contender came to. All of "per event" is of its own process, at full load.
 *
 * @param readyMillis from the start of its process until it took webhooks
 * @param maxPerSecond how many it accepted at full load
 * @param cpuMicros CPU time per event, without that of the compilers
 * @param compilerMicros CPU time of the compilers per event, which ends once all is compiled
 * @param allocatedBytes per event
 * @param switches context switches per event
 * @param syscalls per event; empty where they cannot be counted
 * @param residentBytes in RAM at the end
 * @param latencies by level: from the intended time to the answer, in microseconds
 * @param accepted all webhooks that were answered 202
 * @param refused all others
 * @param stored how many records Kafka got; -1 where nothing goes there
 */
public record Turn(
    long readyMillis,
    double maxPerSecond,
    double cpuMicros,
    double compilerMicros,
    double allocatedBytes,
    double switches,
    OptionalDouble syscalls,
    long residentBytes,
    Map<Integer, Histogram> latencies,
    long accepted,
    long refused,
    long stored) {

  /** Whether every webhook that was accepted is in Kafka. */
  public boolean isWhole() {
    return stored < 0 || stored >= accepted;
  }
}
