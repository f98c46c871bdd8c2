package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionTest {

  @Test
  void wantsAnythingOrNothing() {
    assertThat(holds(new Condition.Test.Present(), "x")).isTrue();
    assertThat(holds(new Condition.Test.Present(), null)).isFalse();
    assertThat(holds(new Condition.Test.Absent(), "x")).isFalse();
    assertThat(holds(new Condition.Test.Absent(), null)).isTrue();
  }

  @Test
  void wantsThisTextOrOneOfThisPattern() {
    Condition.Test equal = new Condition.Test.Equals(Template.parse("{header:B}!").orThrow());
    Condition.Test matching = new Condition.Test.Matches(Pattern.compile("[a-c]"));

    assertThat(holds(equal, "b!")).isTrue();
    assertThat(holds(equal, "b")).isFalse();
    assertThat(holds(equal, null)).isFalse();
    assertThat(holds(matching, "b")).isTrue();
    assertThat(holds(matching, "bb")).isFalse();
    assertThat(holds(matching, null)).isFalse();
  }

  @Test
  void whatMayBeMissingMustBeRightWhereItIsThere() {
    Condition.Test test = new Condition.Test.Matches(Pattern.compile("b"));
    Condition optional = new Condition(new Selector.Header("A"), test, true);

    assertThat(optional.holds(Requests.post(""))).isTrue();
    assertThat(optional.holds(Requests.post("", "A", "b"))).isTrue();
    assertThat(optional.holds(Requests.post("", "A", "c"))).isFalse();
  }

  @Test
  void looksIntoOneElementOfAList() {
    Condition second =
        new Condition(
                Selector.parse("body:/*/a").orThrow(),
                new Condition.Test.Matches(Pattern.compile("y")),
                true)
            .atElement(1);

    assertThat(second.holds(Requests.post("[{\"a\":\"x\"},{\"a\":\"y\"}]"))).isTrue();
    assertThat(second.holds(Requests.post("[{\"a\":\"y\"},{\"a\":\"x\"}]"))).isFalse();
    assertThat(second.holds(Requests.post("[{\"a\":\"x\"}]"))).isTrue();
  }

  private static boolean holds(Condition.Test test, @Nullable String value) {
    Condition condition = new Condition(new Selector.Header("A"), test);
    return condition.holds(
        value == null ? Requests.post("", "B", "b") : Requests.post("", "A", value, "B", "b"));
  }
}
