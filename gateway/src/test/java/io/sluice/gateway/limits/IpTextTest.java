package io.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Seeds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Seeds.class)
class IpTextTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "::, 0:0:0:0:0:0:0:0",
    "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
    "::ffff:192.0.2.7, 192.0.2.7",
    "::FFFF:c000:0207, 192.0.2.7",
    "64:ff9b::192.0.2.7, 64:ff9b:0:0:0:0:c000:207",
  })
  void readsLiteralAddresses(String text, String canonical) {
    assertThat(hostAddress(IpText.parse(text))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.com",
        "a",
        "10",
        "10.1",
        "10.1.1",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.1 ",
        " 10.0.0.1",
        "10.0.0.1.",
        "10.0.0.1/8",
        "0x7f.0.0.1",
        "2130706433",
        "1.2.3.4.5",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::1",
        "fe80::1%lo",
        "fe80::1%1",
        "[::1]",
        "::ffff:10.0.0.256",
        "::ffff:10.1",
        "::ffff:010.0.0.1",
        "١.٢.٣.٤",
        "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
      })
  void knowsNoOtherTextAsAnAddress(String text) {
    assertThat(IpText.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "192.0.2.7:4711, 192.0.2.7",
    "192.0.2.7:_port, 192.0.2.7",
    "2001:db8::7, 2001:db8:0:0:0:0:0:7",
    "[2001:db8::7], 2001:db8:0:0:0:0:0:7",
    "[2001:db8::7]:4711, 2001:db8:0:0:0:0:0:7",
  })
  void readsNodesWithAndWithoutPorts(String text, String canonical) {
    assertThat(hostAddress(IpText.parseNode(text))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "_hidden",
        "192.0.2.7:",
        "192.0.2.7:123456",
        "192.0.2.7:http",
        ":4711",
        "[192.0.2.7]",
        "[192.0.2.7]:80",
        "[2001:db8::7",
        "2001:db8::7]",
        "[2001:db8::7]4711",
        "[2001:db8::7]:",
        "[]",
        "[]:80",
        "[[::1]]",
        "example.com:80",
      })
  void knowsNoOtherTextAsANode(String text) {
    assertThat(IpText.parseNode(text)).isNull();
  }

  @Test
  void readsEveryAddressItsOwnTextNames(RandomGenerator random) throws UnknownHostException {
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextBoolean() ? 0 : bytes[i];
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      assertThat(IpText.parse(address.getHostAddress())).isEqualTo(address);
    }
  }

  private static String hostAddress(@Nullable InetAddress address) {
    return Objects.requireNonNull(address, "was read").getHostAddress();
  }
}
