package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.verify.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the recorded requests are accepted as they are, and get their names. */
class RecordedCasesTest {

  static Stream<SchemeCase> cases() {
    return SchemeCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void acceptsTheRecordedRequestAndNamesIt(SchemeCase recorded) {
    EventNaming naming = recorded.source().naming();

    assertThat(recorded.verdict(recorded.request())).isInstanceOf(Verdict.Genuine.class);
    assertThat(named(naming.type(), recorded)).isEqualTo(recorded.expected("type"));
    assertThat(named(naming.id(), recorded)).isEqualTo(recorded.expected("id"));
    assertThat(named(naming.key(), recorded)).isEqualTo(recorded.expected("key"));
  }

  private static String named(List<NameRule> rules, SchemeCase recorded) {
    return rules.stream()
        .map(rule -> Optional.ofNullable(rule.find(recorded.request())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }
}
