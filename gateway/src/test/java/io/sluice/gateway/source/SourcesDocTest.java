package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What the page about sources shows really works, judged by signatures made without our code. */
class SourcesDocTest {

  private static final Circumstances NOW = Circumstances.at(Requests.NOW);
  private static final String SECONDS = Long.toString(Requests.NOW.getEpochSecond());
  private static final String MILLIS = Long.toString(Requests.NOW.toEpochMilli());
  private static final byte[] KEY = "a key that both sides know".getBytes(UTF_8);
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theAcmeExampleTakesWhatItDescribes() throws GeneralSecurityException {
    Source acme = example("acme", Map.of("ACME_SECRET", new String(KEY, UTF_8)));
    String body = "{\"event\":{\"name\":\"paid\",\"id\":\"e-1\",\"account\":\"a-9\"}}";
    String signature = HEX.formatHex(mac("HmacSHA512", SECONDS + "." + body));

    RawRequest request =
        Requests.post(body, "X-Acme-Signature", "t=" + SECONDS + ",s=" + signature);

    assertTakes(acme, request);
    assertRefuses(acme, changed(request, "paid", "past"));
    assertNames(acme, request, "paid", "e-1", "a-9");
  }

  @Test
  void theWarehouseExampleTakesWhatItDescribes() throws GeneralSecurityException {
    String secret = "key_" + Base64.getEncoder().encodeToString(KEY);
    Source warehouse = example("warehouse", Map.of("WAREHOUSE_SECRET", secret));
    byte[] signature = mac("HmacSHA256", "r-1\n" + MILLIS + "\n<any body>");

    RawRequest request =
        Requests.post(
            "<any body>",
            "X-Request-Id",
            "r-1",
            "X-Request-Kind",
            "stock.low",
            "X-Request-Time",
            MILLIS,
            "X-Request-Mac",
            "v2 " + Base64.getEncoder().encodeToString(signature));

    assertTakes(warehouse, request);
    assertRefuses(warehouse, Requests.withHeader(request, "X-Request-Id", "r-2"));
    assertNames(warehouse, request, "stock.low", "r-1");
    assertThat(warehouse.settings().answerStatus()).isEqualTo(200);
    assertThat(warehouse.settings().ackDeadline()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void theCourierExampleTakesWhatItDescribes() throws GeneralSecurityException {
    Source courier = example("courier", Map.of("COURIER_SECRET", new String(KEY, UTF_8)));
    String body = "{\"type\":\"parcel.left\",\"id\":\"e-1\",\"parcel\":\"p-1\"}";

    RawRequest request = ofCourier(body);

    assertTakes(courier, request);
    assertRefuses(courier, changed(request, "p-1", "p-2"));
    assertRefuses(
        courier,
        Requests.of("PUT", "/in/courier", request.headers(), request.body(), Requests.NOW));
    assertRefuses(
        courier, Requests.of("POST", "/in/other", request.headers(), request.body(), Requests.NOW));
    assertNames(courier, request, "parcel.left", "e-1", "p-1");
  }

  @Test
  void theCourierExampleAnswersASignedChallenge() throws GeneralSecurityException {
    Source courier = example("courier", Map.of("COURIER_SECRET", new String(KEY, UTF_8)));
    RawRequest question = ofCourier("{\"type\":\"endpoint.check\",\"challenge\":\"a \\\"b\\\"\"}");

    assertThat(courier.verifier().verify(question, NOW))
        .isInstanceOfSatisfying(
            Verdict.Handshake.class,
            answer ->
                assertThat(answer.reply())
                    .isEqualTo(
                        new Reply(
                            200,
                            "application/json",
                            List.of(),
                            "{\"challenge\":\"a \\\"b\\\"\"}")));
    assertRefuses(courier, changed(question, "\\\"b\\\"", "c"));
    assertRefuses(courier, ofCourier("{\"type\":\"endpoint.check\"}"));
  }

  private static RawRequest ofCourier(String body) throws GeneralSecurityException {
    String digest =
        HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
    byte[] signature = mac("HmacSHA256", SECONDS + ".POST./in/courier." + digest);
    return Requests.of(
        "POST",
        "/in/courier",
        HeaderLines.of("X-Courier-Signature", "ts=" + SECONDS + ";sig=" + HEX.formatHex(signature)),
        body.getBytes(UTF_8),
        Requests.NOW);
  }

  @Test
  void theTreasuryExampleTakesWhatItDescribes() throws GeneralSecurityException {
    KeyPair keys = ellipticKeys();
    Source treasury = example("treasury", Map.of("TREASURY_PUBLIC_KEY", pem(keys)));
    String body = "environment=live&event=booked&transfer=T+1&attempt=2&account=DE89";

    RawRequest request = ofTreasury(body, keys);

    assertTakes(treasury, request);
    assertRefuses(treasury, changed(request, "DE89", "DE90"));
    assertRefuses(treasury, ofTreasury(body, ellipticKeys()));
    assertRefuses(treasury, ofTreasury(body.replace("live", "test"), keys));
    assertNames(treasury, request, "booked", "T 1:booked:2", "DE89");
    assertThat(treasury.provenIds()).containsExactlyElementsOf(treasury.naming().id());
    assertThat(treasury.settings().answerBody()).isEqualTo("OK");
  }

  private static RawRequest ofTreasury(String body, KeyPair keys) throws GeneralSecurityException {
    String time = Requests.NOW.toString();
    Signature signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(keys.getPrivate());
    signing.update(("d-1\n" + time + "\n" + body).getBytes(UTF_8));
    HeaderLines headers =
        HeaderLines.of(
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Treasury-Delivery",
            "d-1",
            "X-Treasury-Time",
            time,
            "X-Treasury-Signature",
            Base64.getEncoder().encodeToString(signing.sign()));
    return Requests.of("PUT", "/in/treasury", headers, body.getBytes(UTF_8), Requests.NOW);
  }

  private static KeyPair ellipticKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  @Test
  void theRegistryExampleTakesWhatItDescribes() throws GeneralSecurityException {
    Source registry = example("registry", Map.of("REGISTRY_SECRET", HEX.formatHex(KEY)));

    RawRequest request = ofRegistry(",\"office\":\"Bonn\"", ":Bonn");

    assertTakes(registry, request);
    assertTakes(registry, ofRegistry("", ""));
    assertRefuses(registry, changed(request, "HRB 1", "HRB 2"));
    assertRefuses(registry, changed(request, ",\"office\":\"Bonn\"", ""));
    assertRefuses(registry, changed(request, "\"document\":\"", "\"document\":\"AAAA"));
    assertTakes(registry, changed(request, "as you like", "otherwise"));
    assertNames(registry, request, "dissolved", "HRB 1", "Acme");
    assertThat(registry.provenIds()).containsExactlyElementsOf(registry.naming().id());
  }

  private static RawRequest ofRegistry(String member, String sealed)
      throws GeneralSecurityException {
    String xml = "<notice><kind>dissolved</kind><company>Acme</company></notice>";
    String document = Base64.getEncoder().encodeToString(xml.getBytes(UTF_8));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    String digest = HEX.formatHex(sha256.digest(document.getBytes(UTF_8)));
    byte[] seal = mac("HmacSHA512", "HRB 1:" + MILLIS + sealed + ":" + digest);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    return Requests.post(
        """
        {"number":"HRB 1"%s,"sent_at":%s,"document":"%s","seal":"%s","note":"as you like"}
        """
            .formatted(member, MILLIS, document, text));
  }

  @Test
  void theTokenExamplesTakeWhatTheyDescribe() {
    Sources sources =
        Configs.valid(
            SourcesPage.example("tokens"),
            Map.of(
                "SENSOR_TOKEN",
                "abc",
                "BILLING_TOKEN",
                "abc",
                "GATE_TOKEN",
                "abc",
                "LEGACY_USER_AND_PASSWORD",
                "u:p"));

    assertTakes(source(sources, "sensors"), Requests.post("{}", "X-Webhook-Token", "abc"));
    assertTakes(source(sources, "billing"), Requests.post("{}", "Authorization", "Bearer abc"));
    assertTakes(source(sources, "legacy"), Requests.post("{}", "Authorization", "Basic dTpw"));
    byte[] passage = "<passage><kind>in</kind></passage>".getBytes(UTF_8);
    RawRequest request = toGate("/in/gate/abc", passage);
    assertTakes(source(sources, "gate"), request);
    assertRefuses(source(sources, "gate"), toGate("/in/gate/abd", passage));
    assertNames(source(sources, "gate"), request, "in");
  }

  private static RawRequest toGate(String target, byte[] body) {
    return Requests.of("POST", target, HeaderLines.of(), body, Requests.NOW);
  }

  private static Source example(String name, Map<String, String> environment) {
    return Configs.valid(SourcesPage.example(name), environment).all().iterator().next();
  }

  private static Source source(Sources sources, String name) {
    return Objects.requireNonNull(sources.find(name));
  }

  private static void assertTakes(Source source, RawRequest request) {
    assertThat(source.verifier().verify(request, NOW)).isInstanceOf(Verdict.Genuine.class);
  }

  private static void assertRefuses(Source source, RawRequest request) {
    assertThat(source.verifier().verify(request, NOW)).isInstanceOf(Verdict.Refused.class);
  }

  private static void assertNames(
      Source source, RawRequest request, String type, String... idAndKey) {
    EventNaming naming = source.naming();
    assertThat(naming.type().getFirst().find(request)).isEqualTo(type);
    if (idAndKey.length > 0) {
      assertThat(naming.id().getFirst().find(request)).isEqualTo(idAndKey[0]);
    }
    if (idAndKey.length > 1) {
      assertThat(naming.key().getFirst().find(request)).isEqualTo(idAndKey[1]);
    }
  }

  private static RawRequest changed(RawRequest request, String part, String other) {
    String body = new String(request.body(), UTF_8);
    assertThat(body).contains(part);
    return Requests.withBody(request, body.replace(part, other).getBytes(UTF_8));
  }

  private static byte[] mac(String algorithm, String content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(KEY, algorithm));
    return mac.doFinal(content.getBytes(UTF_8));
  }
}
