package io.sluice.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes of a GitHub push of one repository, signed. Only its source and its delivery id change
 * from one webhook to the next, neither of which GitHub signs.
 */
final class PushRequest {

  private static final int SOURCE_DIGITS = 5;
  private static final int ID_DIGITS = 12;

  private final byte[] bytes;
  private final ByteBuf shared;
  private final int sourceAt;
  private final int idAt;

  /**
   * @param repository which one, the key of the events
   * @param bodyBytes the size of the body, at least what a push takes
   */
  PushRequest(int repository, int bodyBytes, boolean keepAlive) {
    byte[] body = body(repository, bodyBytes).getBytes(US_ASCII);
    String head =
        """
        POST /in/hub-00000 HTTP/1.1
        Host: hooks.example.com
        User-Agent: GitHub-Hookshot/044aadd
        Accept: */*
        Content-Type: application/json
        X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-000000000000
        X-GitHub-Event: push
        X-GitHub-Hook-ID: 292430182
        X-GitHub-Hook-Installation-Target-ID: 79929171
        X-GitHub-Hook-Installation-Target-Type: repository
        X-Hub-Signature: sha1=%s
        X-Hub-Signature-256: sha256=%s
        Content-Length: %d
        Connection: %s

        """
            .formatted(
                sign("HmacSHA1", body),
                sign("HmacSHA256", body),
                body.length,
                keepAlive ? "keep-alive" : "close")
            .replace("\n", "\r\n");
    this.bytes = (head + new String(body, US_ASCII)).getBytes(US_ASCII);
    this.shared = Unpooled.wrappedBuffer(bytes);
    this.sourceAt = head.indexOf("00000 HTTP");
    this.idAt = head.indexOf("000000000000");
  }

  /** The bytes for one webhook: valid until the next call. */
  ByteBuf of(int source, long id) {
    digits(source, sourceAt, SOURCE_DIGITS);
    digits(id, idAt, ID_DIGITS);
    return shared.retainedDuplicate();
  }

  private void digits(long number, int at, int count) {
    long rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static String body(int repository, int bytes) {
    String start =
        """
        {"ref":"refs/heads/main","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246",\
        "after":"0000000000000000000000000000000000000000",\
        "repository":{"id":186853002,"node_id":"MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=",\
        "name":"Hello-World","full_name":"Codertocat/Hello-World-%05d","private":false},\
        "pusher":{"name":"Codertocat","email":"codertocat@example.com"},\
        "commits":[{"message":\"\
        """
            .formatted(repository);
    String end = "\"}]}";
    return start + "x".repeat(Math.max(0, bytes - start.length() - end.length())) + end;
  }

  private static String sign(String algorithm, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(LoadOrder.SECRET.getBytes(US_ASCII), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
