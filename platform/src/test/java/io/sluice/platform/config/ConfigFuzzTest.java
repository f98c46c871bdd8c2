package io.sluice.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;

/** Whatever a file holds, reading it ends in a configuration or in faults of one line each. */
class ConfigFuzzTest {

  @FuzzTest
  void readsOrTellsFaults(@NotNull FuzzedDataProvider data) {
    String yaml = data.consumeRemainingAsString();
    switch (Reading.read(yaml, ConfigFuzzTest::read)) {
      case ConfigResult.Valid<Object>(Object config) -> assertThat(config).isNotNull();
      case ConfigResult.Faulty<Object>(List<Fault> faults) ->
          assertThat(faults)
              .isNotEmpty()
              .allSatisfy(fault -> {
                assertThat(fault.line()).isPositive();
                assertThat(fault.column()).isPositive();
                assertThat(fault.toString()).doesNotContainPattern("\\R");
              });
    }
  }

  private static Object read(Section root) {
    return List.of(
        root.section("http", ConfigFileTest.Everything::read, ""),
        root.optionalSection("log", log -> log.texts("files", List.of(), ""), ""),
        root.sections("rules", rule -> rule.textMap("to", ""), ""),
        root.named("sources", (name, source) -> source.secrets("secrets", ""), ""));
  }
}
