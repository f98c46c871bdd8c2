package io.sluice.gateway.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.limits.TrustedProxies.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** No bytes of a stranger let it choose its address, or make the search for it fail. */
class ForwardedFuzzTest {

  private static final InetAddress PROXY = address("10.0.0.1");
  private static final InetAddress CALLER = address("203.0.113.9");
  private static final CidrSet PROXIES = CidrSet.parse(List.of("10.0.0.0/8")).orThrow();

  @FuzzTest
  void namesTheCallerThatTheProxySaw(byte[] data) {
    String own = new String(data, ISO_8859_1);
    HeaderLines appended =
        HeaderLines.of(
            "X-Forwarded-For", own + ", 203.0.113.9",
            "Forwarded", own + ", for=\"203.0.113.9:80\";proto=https;host=\"a,b\\\"\"");
    HeaderLines added =
        HeaderLines.of(
            "X-Forwarded-For",
            own,
            "Forwarded",
            own,
            "X-Forwarded-For",
            "203.0.113.9",
            "Forwarded",
            "for=203.0.113.9");
    for (Headers family : Headers.values()) {
      assertThat(find(family, appended).address()).isEqualTo(CALLER);
      assertThat(find(family, added).address()).isEqualTo(CALLER);
    }
  }

  @FuzzTest
  void readsOrIgnoresWhateverATrustedProxyWrites(byte[] data) {
    String text = new String(data, ISO_8859_1);
    HeaderLines headers =
        HeaderLines.of(
            "X-Forwarded-For", text,
            "X-Forwarded-Proto", text,
            "X-Forwarded-Host", text,
            "X-Forwarded-Port", text,
            "Forwarded", text);
    for (Headers family : Headers.values()) {
      Origin origin = find(family, headers);
      assertThat(origin.scheme()).isIn(null, "http", "https");
      if (origin.host() != null) {
        assertThat(origin.host()).matches("[A-Za-z0-9._:\\[\\]-]+");
      }
    }
  }

  @FuzzTest
  void readsOrRefusesAnyBlock(byte[] data) {
    String text = new String(data, UTF_8);
    switch (CidrBlock.parse(text)) {
      case Parsed.Good<CidrBlock>(CidrBlock block) ->
          assertThat(CidrBlock.parse(block.toString())).isEqualTo(new Parsed.Good<>(block));
      case Parsed.Bad<CidrBlock>(String why) -> assertThat(why).isNotBlank();
    }
  }

  private static Origin find(Headers family, HeaderLines headers) {
    return ClientAddress.find(PROXY, headers, new TrustedProxies(PROXIES, family));
  }

  private static InetAddress address(String text) {
    return Objects.requireNonNull(IpText.parse(text));
  }
}
