package io.sluice.platform.config;

import static io.sluice.platform.config.Reading.assertRead;
import static io.sluice.platform.config.Reading.fault;
import static io.sluice.platform.config.Reading.faults;
import static io.sluice.platform.config.Reading.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SectionTest {

  record Port(int number) {
    static Port read(Section s) {
      return new Port(s.number("port", 80, 1, 65_535, ""));
    }

    static Port readOdd(Section s) {
      Port port = read(s);
      if (port.number() % 2 == 0) {
        throw new IllegalArgumentException("the port must be odd");
      }
      return port;
    }
  }

  @Test
  void aMissingSectionReadsAsAnEmptyOne() {
    assertRead("", s -> s.section("http", Port::read, "")).isEqualTo(new Port(80));
    assertRead("http:", s -> s.section("http", Port::read, "")).isEqualTo(new Port(80));
    assertRead("", s -> s.optionalSection("http", Port::read, "")).isEqualTo(Optional.empty());
    assertRead("http:", s -> s.optionalSection("http", Port::read, ""))
        .isEqualTo(Optional.of(new Port(80)));
  }

  @Test
  void faultsTellTheWholePath() {
    String yaml = "sources:\n  github:\n    rules:\n      - port: 1\n      - port: x\n";
    Function<Section, ?> reader =
        s -> s.named("sources", (name, source) -> source.sections("rules", Port::read, ""), "");
    assertThat(fault(yaml, reader))
        .startsWith("5:9 sources.github.rules[1].port: want a whole number such as 80");
  }

  @Test
  void aMissingKeyIsToldAtItsSection() {
    Function<Section, ?> reader = s -> s.section("http", http -> http.text("host", ""), "");
    assertThat(fault("a: b\nhttp:\n  host:\n", s -> s.text("a", "") + reader.apply(s)))
        .isEqualTo("3:3 http.host: want a text such as `orders`; found nothing");
    assertThat(fault("http: {}", reader)).startsWith("1:1 http.host: is missing");
    assertThat(fault("", reader)).startsWith("1:1 http.host: is missing");
  }

  @Test
  void aSectionOfAnotherKindIsOneFault() {
    assertThat(fault("http: 80", s -> s.section("http", h -> h.text("host", ""), "")))
        .isEqualTo("1:1 http: want a mapping of keys to values; found `80`");
    assertThat(fault("http: [1, {}]", s -> s.sections("http", Port::read, "")))
        .isEqualTo("1:8 http[0]: want a mapping of keys to values; found `1`");
  }

  @Test
  void namesKeepTheOrderOfTheFile() {
    Function<Section, Map<String, String>> reader =
        s -> s.named("sources", (name, source) -> name + source.text("a", "-", ""), "");
    assertThat(valid("sources: {z: {a: 1}, b: , a-1: {}}", reader))
        .containsExactly(Map.entry("z", "z1"), Map.entry("b", "b-"), Map.entry("a-1", "a-1-"));
  }

  @Test
  void refusesNamesThatAreNone() {
    Function<Section, ?> reader = s -> s.named("sources", (name, source) -> name, "");
    for (String name : List.of("Git", "-a", "a.b", "a_b", "\"\"", "a".repeat(64), "ä")) {
      assertThat(fault("sources:\n  " + name + ": {}", reader)).contains("2:3 sources: `");
    }
    assertRead("sources: {" + "a".repeat(63) + ": {}}", reader).isNotNull();
  }

  @Test
  void aReaderThatThrowsCausesAFaultOfItsSection() {
    assertThat(fault("http:\n  port: 2", s -> s.section("http", Port::readOdd, "")))
        .isEqualTo("1:1 http: the port must be odd");
    assertThat(fault("port: 2", Port::readOdd)).isEqualTo("1:1 the port must be odd");
  }

  @Test
  void aReaderThatThrowsDoesNotHideTheFaultsOfOthers() {
    String yaml = "p:\n  a: {port: 2}\n  b: {port: x}\n  c: {prot: 1}\n";
    assertThat(faults(yaml, s -> s.named("p", (name, port) -> Port.readOdd(port), "")))
        .hasSize(3)
        .satisfies(all -> assertThat(all.get(0)).contains("p.a: the port must be odd"))
        .satisfies(all -> assertThat(all.get(1)).contains("p.b.port: want"))
        .satisfies(all -> assertThat(all.get(2)).contains("p.c: "));
  }

  @Test
  void unknownKeysListTheKnownOnesWhenNoneIsNear() {
    assertThat(fault("colour: red", s -> s.text("host", "", "") + s.text("port", "", "")))
        .isEqualTo("1:1 unknown key `colour`; known: `host`, `port`");
    assertThat(fault("a: {b: 1}", s -> s.section("a", a -> "", "")))
        .isEqualTo("1:5 a: unknown key `b`; no key is known here");
    assertThat(fault("maxBytes: 1", s -> s.text("max-bytes", "", "")))
        .endsWith("did you mean `max-bytes`?");
    assertThat(fault("secret: 1", s -> s.secrets("secrets", "")))
        .isEqualTo("1:1 unknown key `secret`; did you mean `secrets`?");
  }

  @Test
  void wordsThatAreTooManyForAMessageAreNotListed() {
    List<String> twelve = List.of("github", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    List<String> many = Stream.concat(twelve.stream(), Stream.of("m")).toList();
    assertThat(fault("a: githup", s -> s.oneOf("a", many, "`list`", "")))
        .isEqualTo(
            "1:1 a: want one of the 13 that `list` lists; found `githup`; did you mean `github`?");
    assertThat(fault("", s -> s.oneOf("a", many, "`list`", "")))
        .isEqualTo("1:1 a: is missing; want one of the 13 that `list` lists");
    assertThat(fault("a: githup", s -> s.oneOf("a", twelve, "`list`", "")))
        .startsWith("1:1 a: want one of `github`, `b`, `c`");
    assertThat(fault("colour: 1", s -> many.stream().map(k -> s.text(k, "", "")).toList()))
        .isEqualTo(
            "1:1 unknown key `colour`; known: the 13 that the reference of the configuration"
                + " lists");
  }

  @Test
  void askingWhetherAKeyIsThereDoesNotReadIt() {
    List<Boolean> answers = new ArrayList<>();
    Function<Section, ?> reader = s -> answers.add(s.has("a")) && answers.add(s.has("b"));
    assertThat(fault("a: 1", reader)).startsWith("1:1 unknown key `a`");
    assertThat(answers).containsExactly(true, false);
  }

  @Test
  void aRetiredKeyTellsTheNewOne() {
    Function<Section, String> reader =
        s -> {
          s.retired("secret", "secrets");
          return s.text("host", "-", "");
        };
    assertThat(fault("secret: hunter2", reader))
        .isEqualTo("1:1 secret: is no longer used; use `secrets` instead");
    assertRead("host: h", reader).isEqualTo("h");
  }

  @Test
  void aReaderMayNoteFaultsOfItsOwn() {
    Function<Section, ?> reader =
        s -> {
          s.text("a", "", "");
          s.fault("a", "is too short");
          s.fault("b", "is needed too");
          s.fault("", "makes no sense");
          return "";
        };
    assertThat(faults("\na: b", reader))
        .containsExactly(
            "sluice.yaml:1:1 b: is needed too",
            "sluice.yaml:1:1 makes no sense",
            "sluice.yaml:2:1 a: is too short");
  }

  @Test
  void aMillionFaultsAreToldAsFiveHundredAndACount() {
    String yaml = "a: [" + "x, ".repeat(2_000) + "x]";
    List<String> faults = faults(yaml, s -> s.sections("a", Port::read, ""));
    assertThat(faults).hasSize(501);
    assertThat(faults.getLast()).endsWith("and 1501 more faults");
  }
}
