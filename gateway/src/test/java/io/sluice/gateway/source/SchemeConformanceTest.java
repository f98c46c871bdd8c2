package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every scheme has genuine requests; the other tests of schemes attack each of them. */
class SchemeConformanceTest {

  @Test
  void everyProviderHasGenuineRequestsInItsVectors() {
    assertThat(ProviderCases.READ.lacks())
        .as("A provider is one file, one line in Providers.NAMES and one file of vectors.")
        .isEmpty();
  }

  @Test
  void everySchemeOfAConfigurationHasAGenuineRequest() {
    Set<String> used =
        Subject.all().map(subject -> subject.source().scheme()).collect(Collectors.toSet());
    List<String> missing =
        Stream.of(SchemeKind.values())
            .filter(SchemeKind::isOpen)
            .map(SchemeKind::word)
            .filter(kind -> !used.contains(kind))
            .toList();

    assertThat(missing)
        .as(
            "For each of these schemes put one genuine request into"
                + " gateway/src/test/resources/schemes/<name>/request.http, how a source is"
                + " configured for it into source.yaml, and secret, other (a second secret), at"
                + " (unix time), type, id and key into expect.properties; for public keys also"
                + " signing, a private key.")
        .isEmpty();
  }

  @Test
  void everyProviderNamesItsDocumentation() {
    assertThat(Providers.NAMES.stream().map(new Providers()::get))
        .allSatisfy(provider -> assertThat(provider.title()).isNotBlank())
        .allSatisfy(provider -> assertThat(provider.docs()).startsWith("https://"));
  }
}
