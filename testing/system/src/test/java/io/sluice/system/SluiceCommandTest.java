package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, run as it says. */
class SluiceCommandTest {

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration COMMAND_MAX = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void devTakesASignedSampleAndTailPrintsItAndCtrlCStopsItWithinFiveSeconds() throws Exception {
    try (SluiceProcess dev = dev()) {
      dev.await("Ctrl-C stops it", START_MAX);
      try (SluiceProcess tail = sluice("tail", "github", "--json", "-n", "1")) {
        tail.await("following webhooks.github", COMMAND_MAX);
        try (SluiceProcess send = sluice("send", "github", "push")) {
          String id = send.await("202 stored in (?:kafka|journal)  (\\S+)", COMMAND_MAX).group(1);
          String line = tail.await("^\\{.*\\}$", COMMAND_MAX).group();
          JsonNode event = new ObjectMapper().readTree(line);
          assertThat(event.get("id").asText()).isEqualTo(id);
          assertThat(event.get("type").asText()).isEqualTo("push");
          assertThat(event.get("key").asText()).isEqualTo("octo-org/hello-world");
          assertThat(event.get("body").asText()).contains("Say hello to webhooks");
          assertThat(event.get("received_at").asText()).endsWith("Z");
        }
        assertThat(tail.exitCode(COMMAND_MAX)).isZero();
      }
      assertThat(dev.terminate(Duration.ofSeconds(10))).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void whatWasStoredIsThereAfterARestart() throws Exception {
    try (SluiceProcess first = dev()) {
      first.await("Ctrl-C stops it", START_MAX);
      try (SluiceProcess send = sluice("send", "stripe")) {
        send.await("202 stored in (?:kafka|journal)", COMMAND_MAX);
      }
      first.terminate(Duration.ofSeconds(10));
    }
    try (SluiceProcess second = dev();
        SluiceProcess tail = afterReady(second, "tail", "stripe", "--from-beginning", "-n", "1")) {
      tail.await("payment_intent.succeeded", COMMAND_MAX);
    }
  }

  @Test
  void everySampleOfEverySourceIsAccepted() throws Exception {
    try (SluiceProcess dev = dev()) {
      dev.await("Ctrl-C stops it", START_MAX);
      for (String source : List.of("slack", "shopify", "standardwebhooks")) {
        try (SluiceProcess send = sluice("send", source)) {
          send.await("202 stored in (?:kafka|journal)", COMMAND_MAX);
        }
      }
      try (SluiceProcess send = sluice("send", "slack", "url_verification")) {
        send.await("^sluice-[0-9a-f]+$", COMMAND_MAX);
      }
    }
  }

  @Test
  void aFaultyConfigurationTellsAllFaultsWithLineAndPathAndEndsWithThree() throws Exception {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        http: {prot: 8080}
        sources:
          github: {scheme: githup, secrets: [env:NOT_SET_ANYWHERE]}
        """);
    try (SluiceProcess check = sluice("config", "check")) {
      assertThat(check.exitCode(COMMAND_MAX)).isEqualTo(3);
      assertThat(check.output())
          .contains("sluice.yaml:1:")
          .contains("port")
          .contains("sluice.yaml:3:")
          .contains("github")
          .contains("NOT_SET_ANYWHERE");
    }
  }

  @Test
  void providersAreListedAndOneIsShownWithLinesThatTheCheckTakes() throws Exception {
    try (SluiceProcess list = sluice("providers")) {
      assertThat(list.exitCode(COMMAND_MAX)).isZero();
      assertThat(list.output())
          .containsPattern("stripe +Stripe +HMAC-SHA256 +yes +yes")
          .endsWith("sluice providers show NAME");
    }
    String lines;
    try (SluiceProcess show = sluice("providers", "show", "stripe")) {
      assertThat(show.exitCode(COMMAND_MAX)).isZero();
      String page = show.output();
      assertThat(page).contains("{timestamp}.{body}", "https://docs.stripe.com/");
      lines = page.substring(page.lastIndexOf("sources:"));
    }
    Files.writeString(folder.resolve("sluice.yaml"), lines.replaceAll("(?m)^  ", ""));
    try (SluiceProcess check =
        SluiceProcess.start(
            folder, Map.of("STRIPE_SECRET", "whsec_1"), List.of(), "config", "check")) {
      assertThat(check.output()).contains("sluice.yaml is good: 1 sources");
    }
  }

  @Test
  void aProviderThatIsNotKnownIsAnErrorWithTheNearestOne() throws Exception {
    try (SluiceProcess show = sluice("providers", "show", "strpe")) {
      assertThat(show.exitCode(COMMAND_MAX)).isEqualTo(1);
      assertThat(show.output())
          .isEqualTo(
              "there is no provider `strpe`; did you mean `stripe`? `sluice providers` lists all");
    }
  }

  @Test
  void devRunsAFileThatWasMadeForAClusterOnItsOneBroker() throws Exception {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        kafka: {topics: {replication: 3, min_insync_replicas: 2}}
        sources: {github: {scheme: github, secrets: [env:HUB]}}
        """);
    try (SluiceProcess dev =
        SluiceProcess.start(
            folder,
            Map.of("HUB", "secret"),
            List.of("-Xmx512m"),
            "dev",
            "--port",
            "0",
            "--ops-port",
            "0",
            "--kafka-port",
            "0")) {
      dev.await("Ctrl-C stops it", START_MAX);
    }
  }

  @Test
  void aTakenPortIsAClearErrorAndNoStackTrace() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        SluiceProcess dev =
            sluice(
                "dev",
                "--port",
                Integer.toString(taken.getLocalPort()),
                "--ops-port",
                "0",
                "--kafka-port",
                "0")) {
      assertThat(dev.exitCode(START_MAX)).isEqualTo(1);
      assertThat(dev.output())
          .contains(Integer.toString(taken.getLocalPort()))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aKafkaThatIsNowhereIsNamedAndNoStackTrace() throws Exception {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        http: {host: 127.0.0.1, port: 0}
        ops: {host: 127.0.0.1, port: 0}
        kafka: {bootstrap_servers: ['no-such-host.invalid:9092']}
        """);
    try (SluiceProcess gateway = sluice("gateway")) {
      assertThat(gateway.exitCode(START_MAX)).isEqualTo(1);
      assertThat(gateway.output())
          .contains("kafka.bootstrap_servers")
          .contains("No resolvable bootstrap urls")
          .doesNotContain("\tat ");
    }
  }

  private SluiceProcess dev() throws Exception {
    return sluice("dev", "--port", "0", "--ops-port", "0", "--kafka-port", "0");
  }

  private SluiceProcess afterReady(SluiceProcess dev, String... arguments) throws Exception {
    dev.await("Ctrl-C stops it", START_MAX);
    return sluice(arguments);
  }

  private SluiceProcess sluice(String... arguments) throws Exception {
    return SluiceProcess.start(folder, Map.of(), List.of("-Xmx512m"), arguments);
  }
}
