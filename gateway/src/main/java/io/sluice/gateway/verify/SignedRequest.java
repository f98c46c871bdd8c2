package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import java.util.ArrayList;
import java.util.List;

/** A request together with the headers that its signer adds to it. */
final class SignedRequest {

  private SignedRequest() {}

  /** The request with these lines in place of all lines of their names. */
  static RawRequest with(RawRequest request, HeaderLines added) {
    List<String> lines = new ArrayList<>();
    added.forEach((name, value) -> lines.addAll(List.of(name, value)));
    request
        .headers()
        .forEach((name, value) -> {
          if (added.all(name).isEmpty()) {
            lines.addAll(List.of(name, value));
          }
        });
    return new RawRequest(
        request.source(),
        request.method(),
        request.path(),
        request.query(),
        request.publicUrl(),
        HeaderLines.of(lines.toArray(String[]::new)),
        request.body(),
        request.decoded(),
        request.receivedAt(),
        request.requestId());
  }
}
