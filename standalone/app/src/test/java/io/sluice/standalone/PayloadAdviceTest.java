package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.source.Provider;
import io.sluice.gateway.source.Providers;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadAdviceTest {

  @Test
  void saysUpToWhichFiguresToRaiseWhatIsTaken() {
    assertThat(advice("meta"))
        .isEqualTo(
            "It sends bodies of up to 3MB; for those above 1536KiB raise body_max to 3MiB and"
                + " kafka.topics.record_max to 4MiB.");
    assertThat(advice("github"))
        .isEqualTo(
            "It sends bodies of up to 25MB; for those above 1MiB raise body_max to 8MiB, which is"
                + " the most, and kafka.topics.record_max to 9MiB.");
  }

  @Test
  void saysNothingToRaiseWhereAllOfThemAreTaken() {
    assertThat(advice("zendesk")).isEqualTo("It sends bodies of up to 256KiB.");
  }

  @Test
  void saysNothingWhereTheProviderDoes() {
    assertThat(PayloadAdvice.of(provider("stripe"))).isEmpty();
  }

  @Test
  void standsOnThePageOfTheProvider() {
    assertThat(ProviderPage.of(provider("gitlab")).replaceAll("\\s+", " "))
        .contains(advice("gitlab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "meta"})
  void canBeFollowed(String name) {
    Provider provider = provider(name);
    PayloadAdvice advice =
        PayloadAdvice.of(provider.payloadMax().orElseThrow(), provider.defaults());
    assertThat(faults(name, advice.bodyMax().toString(), advice.recordMax().toString())).isEmpty();
    assertThat(faults(name, advice.bodyMax().toString(), "2MiB")).hasSize(1);
  }

  private static List<Fault> faults(String scheme, String bodyMax, String recordMax) {
    String yaml =
        """
        kafka: {bootstrap_servers: ["kafka-1:9092"], topics: {record_max: %s}}
        sources: {hooks: {scheme: %s, secrets: [env:S], body_max: %s}}
        """
            .formatted(recordMax, scheme, bodyMax);
    SecretSource secrets = SecretSource.of(_ -> "secret", Path.of(""));
    return switch (ConfigFile.parse(yaml, "sluice.yaml", GatewayConfig::read, secrets)) {
      case ConfigResult.Valid<GatewayConfig> _ -> List.of();
      case ConfigResult.Faulty<GatewayConfig>(List<Fault> faults) -> faults;
    };
  }

  private static String advice(String name) {
    return PayloadAdvice.of(provider(name)).orElseThrow();
  }

  private static Provider provider(String name) {
    return new Providers().get(name);
  }
}
