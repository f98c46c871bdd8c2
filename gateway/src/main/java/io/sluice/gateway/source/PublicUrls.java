package io.sluice.gateway.source;

import org.jspecify.annotations.Nullable;

/** The URLs that senders called, which some schemes sign. */
public final class PublicUrls {

  private static final String ENTRY = "/in/";

  private PublicUrls() {}

  /**
   * The configured URL with what the request has behind the source's name; else what the request
   * itself says.
   *
   * @param scheme {@code http} or {@code https}
   * @param authority host and port, as the sender named them
   * @param path the path as sent
   * @param query the query as sent, without the question mark
   */
  public static String of(
      Source source,
      @Nullable String scheme,
      String authority,
      String path,
      @Nullable String query) {
    String asked = query == null ? "" : "?" + query;
    return source
        .publicUrl()
        .map(url -> url + behindName(source, path) + asked)
        .orElseGet(() -> scheme + "://" + authority + path + asked);
  }

  private static String behindName(Source source, String path) {
    String own = ENTRY + source.name();
    return path.startsWith(own) ? path.substring(own.length()) : "";
  }
}
