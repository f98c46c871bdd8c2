package io.sluice.testing;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlakyLinkTest {
  private final FakeServer echo = FakeServer.echo();
  private final FlakyLink link = FlakyLink.to(echo.port());

  FlakyLinkTest() throws IOException {}

  @AfterEach
  void closeAll() {
    link.close();
    echo.close();
  }

  @Test
  void carriesBytesBothWaysUnchanged() throws IOException {
    byte[] sent = new byte[3_000_000];
    new SplittableRandom(1).nextBytes(sent);
    try (Socket client = connect()) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              client.getOutputStream().write(sent);
              client.shutdownOutput();
            } catch (IOException seenByTheReader) {
              // The read below comes up short.
            }
          });
      assertThat(Arrays.equals(client.getInputStream().readAllBytes(), sent)).isTrue();
    }
    eventually(Duration.ofSeconds(5), () -> assertThat(link.connections()).isZero());
  }

  @Test
  void cutClosesConnectionsAndRefusesNewOnes() throws IOException {
    try (Socket client = connect()) {
      say(client, "before");
      link.cut();
      assertThat(endOf(client)).isTrue();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(link.connections()).isZero();
    }
  }

  @Test
  void canBeCutAndRestoredOnTheSamePortManyTimes() throws IOException {
    for (int i = 0; i < 50; i++) {
      link.cut();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      link.restore();
      try (Socket client = connect()) {
        say(client, "round " + i);
      }
    }
  }

  @Test
  void aBlackHoleAcceptsAndAnswersNothing() throws IOException {
    try (Socket old = connect()) {
      say(old, "before");
      link.blackHole();
      try (Socket young = connect()) {
        for (Socket client : new Socket[] {old, young}) {
          client.getOutputStream().write("lost".getBytes(StandardCharsets.US_ASCII));
          client.setSoTimeout(200);
          assertThatThrownBy(() -> client.getInputStream().read())
              .isInstanceOf(SocketTimeoutException.class);
        }
      }
    }
  }

  @Test
  void aBlackHoleStaysOneWhenTheTargetIsGone() throws IOException {
    try (Socket old = connect()) {
      say(old, "before");
      link.blackHole();
      echo.close();
      try (Socket young = connect()) {
        young.getOutputStream().write(1);
        young.setSoTimeout(200);
        assertThatThrownBy(() -> young.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void restoreEndsConnectionsThatLostBytesAndKeepsTheOthers() throws IOException {
    try (Socket loser = connect();
        Socket quiet = connect()) {
      say(loser, "before");
      say(quiet, "before");
      link.blackHole();
      loser.getOutputStream().write(1);
      loser.setSoTimeout(100);
      assertThatThrownBy(() -> loser.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      link.restore();
      assertThat(endOf(loser)).isTrue();
      say(quiet, "after");
      try (Socket young = connect()) {
        say(young, "after");
      }
    }
  }

  @Test
  void delayHoldsBytesBackInBothDirections() throws IOException {
    link.delay(Duration.ofMillis(150));
    try (Socket client = connect()) {
      long start = System.nanoTime();
      say(client, "slow");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void refusesUntilItKnowsWhereToLead() throws IOException {
    try (FlakyLink late = FlakyLink.leadingNowhere()) {
      assertThatThrownBy(() -> connect(late)).isInstanceOf(ConnectException.class);
      late.leadTo(echo.port());
      late.restore();
      try (Socket client = connect(late)) {
        say(client, "hello");
      }
    }
  }

  @Test
  void hangsUpWhenTheTargetIsGone() throws IOException {
    echo.close();
    try (Socket client = connect()) {
      assertThat(endOf(client)).isTrue();
    }
  }

  private Socket connect() throws IOException {
    return connect(link);
  }

  private static Socket connect(FlakyLink through) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(FlakyLink.loopback(), through.port()), 5_000);
    return socket;
  }

  private static void say(Socket client, String words) throws IOException {
    byte[] sent = words.getBytes(StandardCharsets.US_ASCII);
    client.setSoTimeout(5_000);
    client.getOutputStream().write(sent);
    assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
  }

  private static boolean endOf(Socket client) throws IOException {
    client.setSoTimeout(5_000);
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
