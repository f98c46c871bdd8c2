package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.RawRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a template is filled with.
 *
 * @param request the request
 * @param timestamp the signed time as it was sent; empty where there is none
 * @param headers reads its headers and notes the first fault
 * @param key makes the signatures that an answer may hold
 */
record Filling(
    RawRequest request, String timestamp, LoneHeaders headers, Optional<SigningKey> key) {

  /** For a template that signs nothing. */
  static Filling of(RawRequest request) {
    return new Filling(request, "", new LoneHeaders(request.headers()), Optional.empty());
  }

  byte[] hmac(byte[] content) {
    return key.map(k -> HexFormat.of().formatHex(k.sign(List.of(content))).getBytes(UTF_8))
        .orElseGet(() -> {
          headers.note(Refusal.BAD_SIGNATURE);
          return new byte[0];
        });
  }
}
