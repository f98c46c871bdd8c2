package io.sluice.platform.config;

import static io.sluice.platform.config.Reading.assertRead;
import static io.sluice.platform.config.Reading.fault;
import static io.sluice.platform.config.Reading.faults;
import static io.sluice.platform.config.Reading.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class YamlTreeTest {

  private static Object read(Section s) {
    return s.textMap("a", "") + s.text("b", "", "") + s.text("c", "", "");
  }

  @Test
  void aSyntaxErrorIsOneFaultWithItsPlace() {
    assertThat(fault("b: 1\nc: [1, 2\n", YamlTreeTest::read)).startsWith("3:1 is not YAML here: ");
    assertThat(fault("b: \"open\n", YamlTreeTest::read)).startsWith("2:1 is not YAML here: ");
    assertThat(fault("b: *nothing\n", YamlTreeTest::read))
        .contains("1:4")
        .contains("is not YAML here: ");
    assertThat(fault("a: b: c", YamlTreeTest::read)).startsWith("1:5 is not YAML here: ");
    assertThat(fault("\tb: c", YamlTreeTest::read)).startsWith("1:1 is not YAML here: ");
    assertThat(fault("b: \0", YamlTreeTest::read))
        .startsWith("1:1 holds a character that YAML forbids");
    assertThat(fault("b: 1\n---\nb: 2\n", YamlTreeTest::read)).contains("is not YAML here: ");
  }

  @Test
  void aSyntaxErrorDoesNotQuoteTheFile() {
    assertThat(fault("b: {hunter2: [hunter2, 'hunter2'\n", YamlTreeTest::read))
        .doesNotContain("hunter2");
  }

  @Test
  void theRootMustBeAMapping() {
    assertThat(fault("- 1\n", YamlTreeTest::read))
        .isEqualTo("1:1 want a mapping such as `http:`, found a list");
    assertThat(fault("hello", YamlTreeTest::read))
        .isEqualTo("1:1 want a mapping such as `http:`, found a single value");
  }

  @Test
  void duplicateKeysAreAllTold() {
    assertThat(faults("b: 1\nc: 1\nb: 2\na:\n  x: 1\n  x: 2\nc: 3\n", YamlTreeTest::read))
        .containsExactly(
            "sluice.yaml:3:1 b: duplicate key; the first one is on line 1",
            "sluice.yaml:6:3 x: duplicate key; the first one is on line 5",
            "sluice.yaml:7:1 c: duplicate key; the first one is on line 2");
  }

  @Test
  void keysMustBeTexts() {
    assertThat(fault("? [1, 2]\n: 3\n", YamlTreeTest::read)).isEqualTo("1:3 a key must be a text");
  }

  @Test
  void tagsAndMergeKeysAreRefused() {
    assertThat(fault("b: !!java.lang.Object {}\n", s -> s.textMap("b", "")))
        .isEqualTo("1:4 tags such as `!name` mean nothing here");
    assertThat(fault("b: !env HOME\n", YamlTreeTest::read))
        .isEqualTo("1:4 tags such as `!name` mean nothing here");
    assertThat(fault("a: {x: 1}\n<<: {b: 1}\n", YamlTreeTest::read))
        .isEqualTo("2:1 merge keys are not read here; name the whole value with an alias");
  }

  @Test
  void aliasesStandForWhatTheyName() {
    Function<Section, List<Map<String, String>>> reader =
        s -> List.of(s.textMap("a", ""), s.textMap("b", ""));
    assertRead("a: &one {x: 1}\nb: *one\n", reader)
        .isEqualTo(List.of(Map.of("x", "1"), Map.of("x", "1")));
  }

  @Test
  void aliasesMayBeMany() {
    String yaml = "a: &one {x: 1}\nb: [" + "*one, ".repeat(1_000) + "*one]\n";
    Function<Section, List<String>> reader =
        s -> {
          s.textMap("a", "");
          return s.sections("b", each -> each.text("x", ""), "");
        };
    assertThat(valid(yaml, reader)).hasSize(1_001).containsOnly("1");
  }

  @Test
  void anAliasOfItselfIsAFault() {
    assertThat(faults("a: &a {x: *a}\n", YamlTreeTest::read).getFirst())
        .startsWith("sluice.yaml:1:4 an alias stands inside the very value it refers to");
  }

  @Test
  void aliasBombsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String ten = ("*a" + (i - 1) + ", ").repeat(10);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ten.substring(0, ten.length() - 2)));
    }
    assertThat(fault(bomb.toString(), YamlTreeTest::read))
        .isEqualTo("1:1 its aliases expand to more than 100000 values");
  }

  @Test
  void manyValuesAreNoBomb() {
    String yaml = "l: [" + "x,".repeat(120_000) + "x]";
    assertRead(yaml, s -> s.texts("l", List.of(), "").size()).isEqualTo(120_001);
  }

  @Test
  void deepNestingIsAFaultAndNoStackOverflow() {
    assertThat(fault("a: " + "[".repeat(500_000), YamlTreeTest::read))
        .isEqualTo("1:53 is nested more than 50 levels deep");
    assertThat(fault("a: " + "{a: ".repeat(100_000), YamlTreeTest::read))
        .contains("50 levels deep");
    assertThat(fault("- ".repeat(100_000), YamlTreeTest::read)).contains("50 levels deep");
  }

  @Test
  void oversizedTextsAreRefused() {
    assertRead("#" + "x".repeat((1 << 20) - 1), s -> "ok").isEqualTo("ok");
    assertThat(fault("#" + "x".repeat(1 << 20), YamlTreeTest::read))
        .isEqualTo("1:1 the file is larger than 1MiB");
  }
}
