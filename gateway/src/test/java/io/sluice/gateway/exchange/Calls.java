package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Requests to a public URL, for schemes that sign it. */
public final class Calls {

  private Calls() {}

  /** A request to this URL, with header lines from pairs of name and value. */
  public static RawRequest to(String method, String url, String body, String... headers) {
    return to(method, url, body.getBytes(UTF_8), HeaderLines.of(headers));
  }

  /** A request to this URL. */
  public static RawRequest to(String method, String url, byte[] body, HeaderLines headers) {
    URI parts = URI.create(url);
    return new RawRequest(
        "test",
        method,
        parts.getRawPath(),
        parts.getRawQuery(),
        url,
        headers,
        body,
        Content.of(body),
        Requests.NOW,
        "r-1");
  }

  /** The same request with these lines in front of its own. */
  public static RawRequest with(RawRequest request, HeaderLines added) {
    List<String> lines = new ArrayList<>();
    added.forEach((name, value) -> lines.addAll(List.of(name, value)));
    request.headers().forEach((name, value) -> lines.addAll(List.of(name, value)));
    return to(
        request.method(),
        request.publicUrl(),
        request.body(),
        HeaderLines.of(lines.toArray(String[]::new)));
  }
}
