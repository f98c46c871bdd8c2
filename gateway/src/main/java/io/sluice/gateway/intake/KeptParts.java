package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.exchange.UrlEncoded;
import io.sluice.schemas.HeaderLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that are stored beside its body: all but what carries secrets.
 *
 * @param path the path; a secret in it reads ***
 * @param query the query without parameters that are secrets
 * @param headers the header lines without those that hold credentials
 */
record KeptParts(String path, @Nullable String query, List<HeaderLine> headers) {

  /** Headers that hold credentials whatever the scheme. */
  private static final List<String> NEVER_KEPT =
      List.of("authorization", "proxy-authorization", "cookie");

  static KeptParts of(RawRequest request, Set<Selector> secretPlaces) {
    return new KeptParts(
        secretPlaces.isEmpty() ? request.path() : path(request, secretPlaces),
        secretPlaces.isEmpty() ? request.query() : query(request.query(), secretPlaces),
        headers(request, secretPlaces));
  }

  private static String path(RawRequest request, Set<Selector> secretPlaces) {
    String path = request.path();
    for (Selector place : secretPlaces) {
      String secret = place instanceof Selector.PathSegment ? place.text(request) : null;
      path = secret == null ? path : path.replace("/" + secret, "/***");
    }
    return path;
  }

  private static @Nullable String query(@Nullable String query, Set<Selector> secretPlaces) {
    if (query == null || secretPlaces.stream().noneMatch(Selector.Query.class::isInstance)) {
      return query;
    }
    String kept =
        Stream.of(query.split("&", -1))
            .filter(pair -> !secretPlaces.contains(new Selector.Query(UrlEncoded.name(pair))))
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? null : kept;
  }

  private static boolean isNeverKept(String name) {
    for (String never : NEVER_KEPT) {
      if (never.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static List<HeaderLine> headers(RawRequest request, Set<Selector> secretPlaces) {
    List<HeaderLine> kept = new ArrayList<>();
    request
        .headers()
        .forEach((name, value) -> {
          boolean secret =
              isNeverKept(name)
                  || (!secretPlaces.isEmpty() && secretPlaces.contains(new Selector.Header(name)));
          if (!secret) {
            kept.add(new HeaderLine(name, value));
          }
        });
    return kept;
  }
}
