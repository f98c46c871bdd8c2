package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests for tests, and changed copies of them. */
public final class Requests {

  public static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  private Requests() {}

  /** A POST with this body and header lines from pairs of name and value. */
  public static RawRequest post(String body, String... headers) {
    return of(HeaderLines.of(headers), body.getBytes(UTF_8));
  }

  /** A POST of these bytes. */
  public static RawRequest of(HeaderLines headers, byte[] body) {
    return of("POST", "/in/test", headers, body, NOW);
  }

  /** A request; what follows a question mark in the target is its query. */
  public static RawRequest of(
      String method, String target, HeaderLines headers, byte[] body, Instant at) {
    String[] parts = target.split("\\?", 2);
    return new RawRequest(
        "test",
        method,
        parts[0],
        parts.length < 2 ? null : parts[1],
        "https://hooks.example.com" + target,
        headers,
        body,
        Content.of(body),
        at,
        "r-1");
  }

  /** The same request with another body. */
  public static RawRequest withBody(RawRequest request, byte[] body) {
    return copy(request, request.headers(), body);
  }

  /** The same request with other headers. */
  public static RawRequest withHeaders(RawRequest request, HeaderLines headers) {
    return copy(request, headers, request.body());
  }

  /** The same request with these lines in place of every line of this name. */
  public static RawRequest withHeader(RawRequest request, String name, String... values) {
    List<String> lines = pairs(request.headers(), List.of(name));
    for (String value : values) {
      lines.addAll(List.of(name, value));
    }
    return withHeaders(request, HeaderLines.of(lines.toArray(String[]::new)));
  }

  /** The same request with {@code added} in place of all lines of those names. */
  public static RawRequest withHeadersOf(RawRequest request, HeaderLines added) {
    List<String> names = new ArrayList<>();
    added.forEach((name, value) -> names.add(name));
    List<String> lines = pairs(request.headers(), names);
    added.forEach((name, value) -> lines.addAll(List.of(name, value)));
    return withHeaders(request, HeaderLines.of(lines.toArray(String[]::new)));
  }

  private static List<String> pairs(HeaderLines headers, List<String> without) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> {
      if (without.stream().noneMatch(name::equalsIgnoreCase)) {
        lines.addAll(List.of(name, value));
      }
    });
    return lines;
  }

  private static RawRequest copy(RawRequest request, HeaderLines headers, byte[] body) {
    return new RawRequest(
        request.source(),
        request.method(),
        request.path(),
        request.query(),
        request.publicUrl(),
        headers,
        body,
        Content.of(body),
        request.receivedAt(),
        request.requestId());
  }
}
