package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  @Test
  void namesTheTopics() {
    assertThat(Topics.events("github")).isEqualTo("webhooks.github");
    assertThat(Topics.rejected()).isEqualTo("webhooks.rejected");
    assertThat(Topics.deadLetters("billing")).isEqualTo("webhooks.billing.dlq");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.25S, 250ms",
    "PT1S, 1s",
    "PT90S, 90s",
    "PT5M, 5m",
    "PT90M, 90m",
    "PT2H, 2h",
    "P7D, 168h",
  })
  void namesARetryTopicByItsDelayInTheLargestWholeUnit(Duration delay, String unit) {
    assertThat(Topics.retry("billing", delay)).isEqualTo("webhooks.billing.retry." + unit);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S"})
  void refusesADelayThatNoNameCanSay(Duration delay) {
    assertThatThrownBy(() -> Topics.retry("billing", delay))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a retry delay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rejected", "a.dlq", "a.retry.5m", "ä", "a b", "a/b", "a\n"})
  void refusesASourceWhoseTopicWouldBeWrongOrAnothers(String source) {
    assertThatThrownBy(() -> Topics.events(source)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Topics.deadLetters(source))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-b_c.9", "...", "-"})
  void findsNoFaultInAGoodName(String topic) {
    assertThat(Topics.faultOf(topic)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a:b", "ünal", "a\n"})
  void findsTheFaultInABadName(String topic) {
    assertThat(Topics.faultOf(topic)).isPresent();
  }

  @Test
  void allows249CharactersAndNoMore() {
    assertThat(Topics.faultOf("x".repeat(249))).isEmpty();
    assertThat(Topics.faultOf("x".repeat(250)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("250 characters, at most 249"));
  }
}
