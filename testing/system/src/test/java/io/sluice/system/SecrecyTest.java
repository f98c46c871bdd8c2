package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Broker;
import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import io.sluice.testing.WithBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must stay secret stands in no log line, no metric and no answer, whatever is sent. */
@WithBroker
class SecrecyTest {

  private static final String SECRET = "sEcReT-of-the-hub-9f31";
  private static final String TOKEN = "t0kEn-of-the-shop-77aa";
  private static final String BODY = "{\"card\":\"b0dY-marker-4242\"}";
  private static final String YAML =
      """
      logging: {requests: all}
      sources:
        hub: {scheme: github, secrets: [env:HUB], topic: webhooks.secrecy}
        shop: {scheme: token, token: 'header:X-Token', secrets: [env:SHOP], topic: webhooks.secrecy}
      """;

  @TempDir Path folder;

  @Test
  void noBodySecretOrSignatureIsLoggedCountedOrAnswered(Broker broker) throws Exception {
    String signature = "sha256=" + hmac(SECRET, BODY);
    List<String> heard = new ArrayList<>();
    try (GatewayProcess gateway =
        GatewayProcess.start(
            folder,
            broker.bootstrapServers(),
            YAML,
            Map.of("HUB", SECRET, "SHOP", TOKEN),
            "256m")) {
      int port = gateway.httpPort();
      heard.add(post(port, "hub", "X-Hub-Signature-256: " + signature, 202));
      heard.add(post(port, "hub", "X-Hub-Signature-256: " + signature + "00", 401));
      heard.add(post(port, "hub", "X-Hub-Signature: " + signature, 401));
      heard.add(post(port, "shop", "X-Token: " + TOKEN, 202));
      heard.add(post(port, "shop", "X-Token: " + TOKEN + "x", 401));
      heard.add(post(port, "nobody", "X-Token: " + TOKEN, 401));
      heard.add(new OpsPage(gateway.opsPort()).metrics());
      gateway.process().terminate(Duration.ofSeconds(20));
      heard.add(gateway.process().output());
    }
    String all = String.join("\n", heard);
    assertThat(all).contains("hook.received").contains("sluice_hooks_total");
    assertThat(all)
        .doesNotContain(SECRET)
        .doesNotContain(TOKEN)
        .doesNotContain("b0dY-marker")
        .doesNotContain(signature.substring("sha256=".length(), 30));
  }

  private static String post(int port, String source, String header, int status) {
    try (RawHttp http = RawHttp.connect(port, Duration.ofSeconds(10))) {
      RawAnswer.Response answer =
          http.send(
                  "POST /in/%s HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(source, header, BODY.length(), BODY))
              .response();
      assertThat(answer.status()).isEqualTo(status);
      return answer.headers() + answer.text();
    }
  }

  private static String hmac(String key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }
}
