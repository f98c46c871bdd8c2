package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.source.Provider;
import io.sluice.gateway.source.Providers;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.Fault;
import io.sluice.platform.config.SecretSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProvidersCommandTest {

  static final List<String> NAMES = Providers.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void theLinesOfAProviderCanBePasted(String name) {
    String lines =
        ProviderSnippet.of(provider(name))
            .replace("<webhook_id>", "1JE4291016473214C")
            .replace("<topic_arn>", "arn:aws:sns:eu-west-1:123456789012:orders");

    assertThat(faults(lines)).as(lines).isEmpty();
    assertThat(faults(withOptionalParameters(lines)))
        .as(withOptionalParameters(lines))
        .allMatch(fault -> fault.contains("trusted_roots"));
  }

  private static String withOptionalParameters(String lines) {
    return lines.replaceAll("(?m)# (parameters:| *[a-z_]+: (env:|\"<).*)$", "$1");
  }

  /** Keys have forms that these secrets do not have; everything else must be right. */
  private static List<String> faults(String yaml) {
    SecretSource secrets = SecretSource.of(_ -> "secret", Path.of(""));
    return switch (ConfigFile.parse(yaml, "sluice.yaml", Sources::read, secrets)) {
      case ConfigResult.Valid<Sources> _ -> List.of();
      case ConfigResult.Faulty<Sources>(List<Fault> faults) ->
          faults.stream().map(Fault::toString).filter(f -> !f.contains(".secrets: ")).toList();
    };
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void thePageOfAProviderSaysWhatItsFileSays(String name) {
    Provider provider = provider(name);
    String page = ProviderPage.of(provider).replaceAll("\\s+", " ");

    assertThat(page).contains(provider.title(), provider.docs(), provider.secret());
    assertThat(page).contains(provider.habits());
    provider.notes().forEach(note -> assertThat(page).contains(note.replaceAll("\\s+", " ")));
    provider.parameters().keySet().forEach(each -> assertThat(page).contains(each + ", "));
    provider.variants().keySet().forEach(each -> assertThat(page).contains("variant: " + each));
    assertThat(ProviderTable.text()).contains("\n" + name + " ");
  }

  @Test
  void whatIsSentInTheOpenProtectsNothing() {
    assertThat(gaps("telegram")).singleElement().asString().startsWith("Nothing is signed.");
    assertThat(gaps("http-basic")).singleElement().asString().startsWith("Nothing is signed.");
  }

  @Test
  void tellsWhatOfTheBodyIsNotSigned() {
    assertThat(gaps("github")).noneMatch(gap -> gap.contains("body is not"));
    assertThat(gaps("adyen")).anyMatch(gap -> gap.startsWith("Of the body only parts"));
    assertThat(gaps("mercadopago")).anyMatch(gap -> gap.startsWith("The body is not signed"));
    assertThat(gaps("paypal")).anyMatch(gap -> gap.startsWith("Of the body only a checksum"));
  }

  @Test
  void tellsWhichNamesStandInUnsignedPlaces() {
    assertThat(gaps("github"))
        .contains(
            "Not signed: the type (header:X-GitHub-Event), the id (header:X-GitHub-Delivery).");
    assertThat(gaps("svix"))
        .anyMatch(gap -> gap.startsWith("Not signed, or not in every way of signing: the id"));
    assertThat(gaps("stripe")).noneMatch(gap -> gap.startsWith("Not signed"));
  }

  @Test
  void tellsWhatStopsARepetition() {
    assertThat(gaps("github"))
        .anyMatch(gap -> gap.endsWith("under another id, and counts as new."));
    assertThat(gaps("dropbox")).anyMatch(gap -> gap.endsWith("because events have no id."));
    assertThat(gaps("square")).anyMatch(gap -> gap.startsWith("Age is not limited: what was"));
    assertThat(gaps("box")).anyMatch(gap -> gap.startsWith("Within its age limit what was"));
    assertThat(gaps("stripe")).noneMatch(gap -> gap.contains("captured"));
    assertThat(gaps("paypal"))
        .anyMatch(gap -> gap.endsWith("under another id, and counts as new."));
  }

  @Test
  void tellsWhereTheUrlIsNotSigned() {
    assertThat(List.of("stripe", "github")).allMatch(name -> leavesUrlOpen(name));
    assertThat(List.of("twilio", "plivo", "square", "hubspot", "contentful", "messagebird"))
        .noneMatch(name -> leavesUrlOpen(name))
        .allMatch(name -> ProviderSnippet.of(provider(name)).contains("public_url: https://"));
  }

  private static boolean leavesUrlOpen(String name) {
    return gaps(name).stream().anyMatch(gap -> gap.startsWith("The URL is not signed"));
  }

  @Test
  void saysInAWordWhatProves() {
    assertThat(proof("stripe")).isEqualTo("HMAC-SHA256");
    assertThat(proof("standardwebhooks")).isEqualTo("HMAC-SHA256, Ed25519");
    assertThat(proof("websub")).isEqualTo("HMAC-SHA1/256/384/512");
    assertThat(proof("sendgrid")).isEqualTo("ECDSA-P256");
    assertThat(proof("aws-sns")).isEqualTo("RSA-SHA256");
    assertThat(proof("messagebird")).isEqualTo("JWT HS256/384/512");
    assertThat(proof("okta")).isEqualTo("token");
  }

  @Test
  void describesQuestionsByWhatTellsThem() {
    assertThat(HandshakeText.of(provider("discord").handshakes().getFirst()))
        .isEqualTo(
            "POST, signed, where body:/type is \"1\" and body:/event/type is missing:"
                + " answered 200");
    assertThat(HandshakeText.of(provider("aws-sns").handshakes().getFirst()))
        .contains("the URL in body:/SubscribeURL is called");
  }

  private static List<String> gaps(String name) {
    return Gaps.of(provider(name).scheme(), provider(name).naming());
  }

  private static String proof(String name) {
    return ProofName.of(provider(name).scheme());
  }

  private static Provider provider(String name) {
    return new Providers().get(name);
  }
}
