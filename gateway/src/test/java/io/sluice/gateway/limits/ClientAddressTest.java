package io.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.limits.TrustedProxies.Headers;
import io.sluice.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies are at 10.0.0.0/8 and fd00::/8; the peer is 10.0.0.1 unless said otherwise. */
@ExtendWith(Seeds.class)
class ClientAddressTest {

  private static final String PEER = "10.0.0.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.9                         | 203.0.113.9
          203.0.113.9, 10.0.0.2               | 203.0.113.9
          9.9.9.9, 203.0.113.9                | 203.0.113.9
          9.9.9.9, 203.0.113.9, 10.0.0.2      | 203.0.113.9
          10.0.0.9, 203.0.113.9, 10.0.0.2     | 203.0.113.9
          10.0.0.3, 10.0.0.2                  | 10.0.0.3
          203.0.113.9:4711                    | 203.0.113.9
          2001:db8::7, fd00::1                | 2001:db8:0:0:0:0:0:7
          [2001:db8::7]:4711, [fd00::1]:80    | 2001:db8:0:0:0:0:0:7
          9.9.9.9, garbage                    | 10.0.0.1
          9.9.9.9, garbage, 10.0.0.2          | 10.0.0.2
          9.9.9.9, unknown, 10.0.0.2          | 10.0.0.2
          9.9.9.9, , 10.0.0.2                 | 10.0.0.2
          9.9.9.9,                            | 10.0.0.1
          9.9.9.9 10.0.0.2                    | 10.0.0.1
          9.9.9.9; 10.0.0.2                   | 10.0.0.1
          203.0.113.9,10.0.0.2,10.0.0.3       | 203.0.113.9
          ::ffff:203.0.113.9, ::ffff:10.0.0.2 | 203.0.113.9
          """)
  void walksFromTheRightWhileTheHopIsTrusted(String line, String client) {
    assertThat(address(xForwarded("X-Forwarded-For", line))).isEqualTo(client);
  }

  @Test
  void aListInSeveralLinesIsOneList() {
    Origin origin =
        xForwarded("x-forwarded-for", "9.9.9.9, 203.0.113.9", "X-Forwarded-For", "10.0.0.2");
    assertThat(address(origin)).isEqualTo("203.0.113.9");
  }

  @Test
  void withoutHeadersThePeerIsTheClient() {
    assertThat(xForwarded()).isEqualTo(new Origin(origin(PEER).address(), null, null));
    assertThat(forwarded("X-Forwarded-For", "9.9.9.9")).isEqualTo(origin(PEER));
  }

  @Test
  void nothingThatAnUntrustedPeerSaysCounts() {
    HeaderLines headers =
        HeaderLines.of(
            "X-Forwarded-For", "10.0.0.9",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "evil.example",
            "Forwarded", "for=10.0.0.9;proto=https;host=evil.example");
    for (Headers family : Headers.values()) {
      assertThat(find("203.0.113.9", family, headers)).isEqualTo(origin("203.0.113.9"));
    }
    assertThat(ClientAddress.find(origin(PEER).address(), headers, TrustedProxies.NONE))
        .isEqualTo(origin(PEER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          for=203.0.113.9                                         | 203.0.113.9
          For="203.0.113.9:4711"                                  | 203.0.113.9
          for=203.0.113.9:4711                                    | 203.0.113.9
          FOR="[2001:db8::7]:4711";by=10.0.0.1                    | 2001:db8:0:0:0:0:0:7
          for="[2001:db8::7]"                                     | 2001:db8:0:0:0:0:0:7
          for=[2001:db8::7]                                       | 2001:db8:0:0:0:0:0:7
          by=_me ; for=203.0.113.9                                | 203.0.113.9
          for=9.9.9.9, for=203.0.113.9, for=10.0.0.2              | 203.0.113.9
          for=9.9.9.9, for=unknown, for=10.0.0.2                  | 10.0.0.2
          for=9.9.9.9, for=_hidden, for=10.0.0.2                  | 10.0.0.2
          for=9.9.9.9, proto=http                                 | 10.0.0.1
          for=9.9.9.9, for=1.2.3.4;for=5.6.7.8, for=10.0.0.2      | 10.0.0.2
          for=9.9.9.9, nonsense, for=10.0.0.2                     | 10.0.0.2
          for=9.9.9.9, for="10.0.0.2                              | 10.0.0.1
          for=9.9.9.9;x=", for=203.0.113.9                        | 203.0.113.9
          for=9.9.9.9;x="\\", for="203.0.113.9"                   | 203.0.113.9
          for="1.1.1.1, for=203.0.113.9;x="a,b;for=9.9.9.9"       | 203.0.113.9
          for=203.0.113.9;x="say \\"for=9.9.9.9, for=8.8.8.8\\""  | 203.0.113.9
          for="203\\.0.113.9"                                     | 203.0.113.9
          for="203.0.113.9"x                                      | 10.0.0.1
          for=203"0.113.9"                                        | 10.0.0.1
          for =203.0.113.9                                        | 203.0.113.9
          f or=203.0.113.9                                        | 10.0.0.1
          for                                                     | 10.0.0.1
          """)
  void walksForwardedLikewise(String line, String client) {
    assertThat(address(forwarded("Forwarded", line))).isEqualTo(client);
  }

  @Test
  void schemeAndHostAreThoseThatTheCallerAskedFor() {
    Origin origin =
        forwarded(
            "Forwarded",
            "for=9.9.9.9;proto=http;host=evil.example,"
                + " for=203.0.113.9;proto=HTTPS;host=\"hooks.example:8443\","
                + " for=10.0.0.2;proto=http");
    assertThat(origin.scheme()).isEqualTo("https");
    assertThat(origin.host()).isEqualTo("hooks.example:8443");
  }

  @Test
  void aHiddenCallerStillCameByAnUrl() {
    Origin origin = forwarded("Forwarded", "for=_secret;proto=https;host=hooks.example");
    assertThat(origin).isEqualTo(new Origin(origin(PEER).address(), "https", "hooks.example"));
  }

  @Test
  void onlyOneFamilyOfHeadersCounts() {
    HeaderLines both =
        HeaderLines.of(
            "X-Forwarded-For", "203.0.113.9",
            "X-Forwarded-Proto", "https",
            "Forwarded", "for=9.9.9.9");
    assertThat(address(find(PEER, Headers.X_FORWARDED, both))).isEqualTo("203.0.113.9");
    assertThat(find(PEER, Headers.FORWARDED, both)).isEqualTo(origin("9.9.9.9"));
    assertThat(find(PEER, Headers.FORWARDED_FIRST, both)).isEqualTo(origin("9.9.9.9"));
    HeaderLines one = HeaderLines.of("X-Forwarded-For", "203.0.113.9");
    assertThat(address(find(PEER, Headers.FORWARDED_FIRST, one))).isEqualTo("203.0.113.9");
  }

  @Test
  void theLastSchemeOfAListCounts() {
    assertThat(xForwarded("X-Forwarded-Proto", "http, https").scheme()).isEqualTo("https");
    assertThat(xForwarded("X-Forwarded-Proto", "https, gopher").scheme()).isNull();
    assertThat(xForwarded("X-Forwarded-Proto", "http", "X-Forwarded-Proto", "https").scheme())
        .isEqualTo("https");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          hooks.example             | -     | -    | hooks.example
          evil.example, hooks.example | -   | -    | hooks.example
          hooks.example:8443        | https | 9443 | hooks.example:8443
          hooks.example             | https | 8443 | hooks.example:8443
          hooks.example             | https | 443  | hooks.example
          hooks.example             | http  | 80   | hooks.example
          hooks.example             | http  | 443  | hooks.example:443
          hooks.example             | https | 0    | hooks.example
          hooks.example             | https | 65536 | hooks.example
          [2001:db8::7]             | https | 8443 | [2001:db8::7]:8443
          -                         | https | 8443 | -
          """)
  void theHostComesWithItsPort(String host, String scheme, String port, String expected) {
    List<String> lines = new ArrayList<>();
    add(lines, "X-Forwarded-Host", host);
    add(lines, "X-Forwarded-Proto", scheme);
    add(lines, "X-Forwarded-Port", port);
    assertThat(xForwarded(lines.toArray(String[]::new)).host()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b", "A-1.example.", "my_host", "192.0.2.7:80", "[::1]", "[::1]:8"})
  void aHostIsANameOrAnAddressAndPerhapsAPort(String host) {
    assertThat(xForwarded("X-Forwarded-Host", host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a/b",
        "a:b",
        "a:",
        ":80",
        "a:80:80",
        "a:99999",
        "a:080",
        "a..b",
        ".a",
        "a@b",
        "[::1",
        "::1",
        "[a]",
        "[::1]x",
        "[127.0.0.1]",
        "a?b",
        "a#b",
        "a%41",
        "bücher.example",
        "a\"b",
      })
  void anyOtherHostIsIgnored(String host) {
    assertThat(xForwarded("X-Forwarded-Host", host).host()).isNull();
  }

  @Test
  void anEndlessHostIsRefusedAtOnce() {
    assertThat(xForwarded("X-Forwarded-Host", "a".repeat(254)).host()).isNull();
    assertThat(xForwarded("X-Forwarded-Host", "a.".repeat(100) + "!").host()).isNull();
  }

  @Test
  void looksAtNoMoreThanSoManyHops() {
    String trusted = String.join(",", Collections.nCopies(ClientAddress.HOPS_MAX - 1, "10.0.0.2"));
    assertThat(address(xForwarded("X-Forwarded-For", "9.9.9.9," + trusted))).isEqualTo("9.9.9.9");
    assertThat(address(xForwarded("X-Forwarded-For", "9.9.9.9,10.0.0.2," + trusted)))
        .isEqualTo("10.0.0.2");
  }

  /** The promise that all of this is for: a caller cannot choose its address. */
  @Test
  void whateverACallerWritesItsProxyNamesIt(RandomGenerator random) {
    String alphabet = "for=\"\\,;:[]._ 0123456789af\t";
    for (int round = 0; round < 5000; round++) {
      StringBuilder own = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        own.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(address(xForwarded("X-Forwarded-For", own + ", 203.0.113.9")))
          .as(own.toString())
          .isEqualTo("203.0.113.9");
      assertThat(address(forwarded("Forwarded", own + ", for=\"203.0.113.9:1\";by=10.0.0.1")))
          .as(own.toString())
          .isEqualTo("203.0.113.9");
    }
  }

  private static void add(List<String> lines, String name, String value) {
    if (value != null) {
      lines.addAll(List.of(name, value));
    }
  }

  private static Origin xForwarded(String... headers) {
    return find(PEER, Headers.X_FORWARDED, HeaderLines.of(headers));
  }

  private static Origin forwarded(String... headers) {
    return find(PEER, Headers.FORWARDED, HeaderLines.of(headers));
  }

  private static Origin find(String peer, Headers family, HeaderLines headers) {
    CidrSet proxies = CidrSet.parse(List.of("10.0.0.0/8", "fd00::/8")).orThrow();
    return ClientAddress.find(origin(peer).address(), headers, new TrustedProxies(proxies, family));
  }

  private static Origin origin(String address) {
    return new Origin(Objects.requireNonNull(IpText.parse(address), address), null, null);
  }

  private static String address(Origin origin) {
    return origin.address().getHostAddress();
  }
}
