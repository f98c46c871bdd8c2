package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerChoiceTest {
  private static final String IMAGE = "local/kafka:4";

  @Test
  void autoTakesDockerWhenTheEngineHasTheImage() throws IOException {
    AtomicReference<String> asked = new AtomicReference<>("");
    try (FakeServer engine = engine("200 OK", asked)) {
      BrokerChoice choice = BrokerChoice.make("auto", IMAGE, at(engine));
      assertThat(choice).isInstanceOf(BrokerChoice.Docker.class);
      assertThat(choice.sentence()).contains(IMAGE);
      assertThat(asked.get()).startsWith("GET /images/local/kafka:4/json HTTP/1.1\r\n");
    }
  }

  @Test
  void autoFallsBackWhenTheEngineLacksTheImageAndSaysSo() throws IOException {
    try (FakeServer engine = engine("404 Not Found", new AtomicReference<>(""))) {
      BrokerChoice choice = BrokerChoice.make("auto", IMAGE, at(engine));
      assertThat(choice).isInstanceOf(BrokerChoice.Embedded.class);
      assertThat(choice.sentence()).contains("has no image " + IMAGE).contains("build.sh");
    }
  }

  @Test
  void autoFallsBackWhenNoEngineAnswers() throws IOException {
    FakeServer engine = FakeServer.echo();
    engine.close();
    BrokerChoice choice = BrokerChoice.make("auto", IMAGE, at(engine));
    assertThat(choice).isInstanceOf(BrokerChoice.Embedded.class);
    assertThat(choice.sentence()).contains("no Docker engine answers");
  }

  @Test
  void autoFallsBackWhenSomethingElseAnswers() throws IOException {
    try (FakeServer echo = FakeServer.that(socket -> socket.getOutputStream().write('?'))) {
      assertThat(BrokerChoice.make("auto", IMAGE, at(echo)))
          .isInstanceOf(BrokerChoice.Embedded.class);
    }
  }

  @Test
  void dockerWithoutAnEngineFailsLoudly() {
    DockerEngine none = new DockerEngine("unix:///nowhere/docker.sock");
    assertThatThrownBy(() -> BrokerChoice.make("docker", IMAGE, none))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no Docker engine answers")
        .hasMessageContaining("/nowhere/docker.sock");
  }

  @Test
  void embeddedAsksNoEngine() {
    DockerEngine none = new DockerEngine("not an address");
    assertThat(BrokerChoice.make("embedded", IMAGE, none))
        .isInstanceOf(BrokerChoice.Embedded.class);
  }

  @Test
  void refusesAnUnknownWish() {
    DockerEngine none = new DockerEngine("not an address");
    assertThatThrownBy(() -> BrokerChoice.make("podman", IMAGE, none))
        .hasMessageContaining("auto, docker or embedded, not podman");
  }

  @Test
  void theEngineIsTheOneThatDockerHostNames() {
    assertThat(DockerEngine.fromEnvironment(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1")).address())
        .isEqualTo("tcp://127.0.0.1:1");
    assertThat(DockerEngine.fromEnvironment(Map.of()).address())
        .isEqualTo("unix:///var/run/docker.sock");
  }

  private static DockerEngine at(FakeServer engine) {
    return new DockerEngine("tcp://127.0.0.1:" + engine.port());
  }

  private static FakeServer engine(String status, AtomicReference<String> asked)
      throws IOException {
    return FakeServer.that(socket -> {
      byte[] request = new byte[4_096];
      int size = socket.getInputStream().read(request);
      asked.set(new String(request, 0, size, StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(("HTTP/1.1 " + status + "\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII));
    });
  }
}
