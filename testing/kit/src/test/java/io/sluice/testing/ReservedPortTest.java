package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReservedPortTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Test
  void refusesClientsWhileNoServerIsThereAndServesThemOnceOneIs() throws Exception {
    try (ReservedPort port = ReservedPort.take()) {
      for (int round = 0; round < 3; round++) {
        assertThatThrownBy(() -> RawHttp.connect(port.number(), LIMIT))
            .isInstanceOf(UncheckedIOException.class);
        try (ServerSocket server = new ServerSocket()) {
          server.setReuseAddress(true);
          server.bind(new InetSocketAddress(FlakyLink.loopback(), port.number()));
          RawHttp.connect(port.number(), LIMIT).close();
        }
      }
    }
  }

  @Test
  void givesNobodyElseItsNumber() {
    try (ReservedPort one = ReservedPort.take();
        ReservedPort other = ReservedPort.take()) {
      assertThat(one.number()).isNotEqualTo(other.number());
    }
  }
}
