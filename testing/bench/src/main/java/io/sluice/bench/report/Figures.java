package io.sluice.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sluice.bench.measure.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures for scripts. */
public final class Figures {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Figures() {}

  public static String json(Machine machine, Map<String, List<Result>> parts)
      throws JsonProcessingException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    parts.forEach((part, results) -> all.put(part, results.stream().map(Figures::of).toList()));
    return JSON.writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> of(Result result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("name", result.name());
    figures.put("cpu_us_per_event", result.cpuMicros());
    figures.put("compiler_us_per_event", result.median(Turn::compilerMicros));
    figures.put("allocated_bytes_per_event", result.median(Turn::allocatedBytes));
    figures.put("context_switches_per_event", result.median(Turn::switches));
    result.syscalls().ifPresent(calls -> figures.put("syscalls_per_event", calls));
    figures.put("events_per_second_max", result.median(Turn::maxPerSecond));
    figures.put("resident_bytes", result.median(Turn::residentBytes));
    figures.put("ready_ms", result.median(Turn::readyMillis));
    figures.put("accepted", result.accepted());
    figures.put("refused", result.refused());
    figures.put("stored", result.stored());
    Map<String, Object> latencies = new LinkedHashMap<>();
    result
        .latencies()
        .forEach((level, histogram) ->
            latencies.put(
                level + "%",
                Map.of(
                    "p50_us", histogram.getValueAtPercentile(50),
                    "p99_us", histogram.getValueAtPercentile(99),
                    "p99.9_us", histogram.getValueAtPercentile(99.9))));
    figures.put("latencies", latencies);
    return figures;
  }
}
