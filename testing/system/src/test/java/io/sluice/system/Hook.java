package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook as it goes over the wire, signed as its provider signs.
 *
 * @param source the source in its path
 * @param headers its header lines, beside those that every request has
 */
record Hook(String source, List<String> headers, String body) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A request that nobody signed. */
  static Hook unsigned(String source, String body) {
    return new Hook(source, List.of(), body);
  }

  static Hook github(String source, String secret, String deliveryId, String body) {
    return unsigned(source, body)
        .with("X-GitHub-Event: push")
        .with("X-GitHub-Delivery: " + deliveryId)
        .with("X-Hub-Signature-256: sha256=" + hex(hmac(secret.getBytes(UTF_8), body)));
  }

  static Hook stripe(String source, String secret, Instant at, String body) {
    long time = at.getEpochSecond();
    String signature = hex(hmac(secret.getBytes(UTF_8), time + "." + body));
    return unsigned(source, body).with("Stripe-Signature: t=" + time + ",v1=" + signature);
  }

  static Hook xero(String source, String secret, String body) {
    String signature = base64(hmac(secret.getBytes(UTF_8), body));
    return unsigned(source, body).with("x-xero-signature: " + signature);
  }

  /** Adyen signs each item of its list, in the item. */
  static Hook adyen(String source, String hexSecret, AdyenItem... items) {
    List<String> signed = new ArrayList<>();
    for (AdyenItem item : items) {
      signed.add(item.signed(HexFormat.of().parseHex(hexSecret)));
    }
    return unsigned(
        source, "{\"live\":\"false\",\"notificationItems\":[" + String.join(",", signed) + "]}");
  }

  /** One item of a notification of payments. */
  record AdyenItem(String pspReference, String eventCode) {

    private String signed(byte[] secret) {
      String content = pspReference + "::Shop:order-1:1000:EUR:" + eventCode + ":true";
      return """
      {"NotificationRequestItem":{"pspReference":"%s","merchantAccountCode":"Shop",\
      "merchantReference":"order-1","amount":{"value":1000,"currency":"EUR"},\
      "eventCode":"%s","success":"true","additionalData":{"hmacSignature":"%s"}}}\
      """
          .formatted(pspReference, eventCode, base64(hmac(secret, content)));
    }
  }

  /** The same with one more header line. */
  Hook with(String headerLine) {
    List<String> more = new ArrayList<>(headers);
    more.add(headerLine);
    return new Hook(source, List.copyOf(more), body);
  }

  /** The same under another header line than the one of that name. */
  Hook with(String name, String value) {
    List<String> others = headers.stream().filter(line -> !line.startsWith(name + ": ")).toList();
    return new Hook(source, others, body).with(name + ": " + value);
  }

  /** The whole request. */
  byte[] bytes() {
    byte[] content = body.getBytes(UTF_8);
    StringBuilder head = new StringBuilder("POST /in/" + source + " HTTP/1.1\r\nHost: x\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.toString().getBytes(UTF_8));
    request.writeBytes(content);
    return request.toByteArray();
  }

  /** Posts it over a connection of its own. */
  RawAnswer.Response postTo(int port) {
    try (RawHttp http = RawHttp.connect(port, PATIENCE)) {
      return http.send(bytes()).response();
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HMAC-SHA256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
