package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every scheme has a recorded request; {@link SchemeAttacksTest} attacks each of them. */
class SchemeConformanceTest {

  @Test
  void everySchemeHasARecordedRequest() {
    List<String> missing = schemes().stream().filter(name -> !SchemeCase.exists(name)).toList();

    assertThat(missing)
        .as(
            "For each of these schemes put one genuine request, as its provider sent it, into"
                + " gateway/src/test/resources/schemes/<name>/request.http, how a source is"
                + " configured for it into source.yaml, and secret, other (a second secret), at"
                + " (unix time), type, id and key into expect.properties.")
        .isEmpty();
  }

  @Test
  void everyProviderNamesItsDocumentation() {
    assertThat(Providers.NAMES.stream().map(new Providers()::get))
        .allSatisfy(provider -> assertThat(provider.title()).isNotBlank())
        .allSatisfy(provider -> assertThat(provider.docs()).startsWith("https://"));
  }

  private static List<String> schemes() {
    List<String> names = new ArrayList<>();
    Stream.of(SchemeKind.values())
        .filter(SchemeKind::isOpen)
        .map(SchemeKind::word)
        .forEach(names::add);
    Providers providers = new Providers();
    for (String name : Providers.NAMES) {
      names.add(name);
      providers.get(name).variants().keySet().stream()
          .map(variant -> name + "-" + variant)
          .forEach(names::add);
    }
    return names;
  }
}
