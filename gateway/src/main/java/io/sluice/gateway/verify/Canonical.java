package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.UrlEncoded;
import io.sluice.gateway.exchange.UrlEncoded.Pair;
import java.net.URLEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of a request in the forms in which providers sign them. */
enum Canonical {
  METHOD,
  /** The public URL with its query, as the sender called it. */
  URL,
  /** The public URL without its query. */
  URL_BASE,
  /** The path of the public URL. */
  PATH,
  /** The query as sent, without the question mark. */
  QUERY,
  /** The fields of a form, sorted by name and then value, names and values joined to one text. */
  SORTED_FORM,
  /** The parameters of the query, decoded and sorted, with equals signs and ampersands. */
  SORTED_QUERY,
  /** The public URL with certain escapes of its query undone. */
  HUBSPOT_URL,
  /** The path with the query, if any, escaped as one value. */
  CONTENTFUL_PATH,
  /** The URL with its query sorted, and the fields of a form, sorted, behind it. */
  PLIVO_URL;

  /** The escapes that HubSpot undoes before it signs a URL. */
  private static final List<String> HUBSPOT_ESCAPES =
      List.of(
          "%3A",
          ":", "%2F", "/", "%3F", "?", "%40", "@", "%21", "!", "%24", "$", "%27", "'", "%28", "(",
          "%29", ")", "%2A", "*", "%2C", ",", "%3B", ";");

  static Optional<Canonical> of(String word) {
    return Stream.of(values()).filter(c -> c.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String of(RawRequest request) {
    return switch (this) {
      case METHOD -> request.method();
      case URL -> request.publicUrl();
      case URL_BASE -> beforeQuery(request.publicUrl());
      case PATH -> pathOf(beforeQuery(request.publicUrl()));
      case QUERY -> request.query() == null ? "" : request.query();
      case SORTED_FORM -> pairs(form(request), "", "", true);
      case SORTED_QUERY -> pairs(query(request), "=", "&", false);
      case HUBSPOT_URL -> hubspot(request.publicUrl());
      case CONTENTFUL_PATH -> contentful(request);
      case PLIVO_URL -> plivo(request);
    };
  }

  /** Whether this form says all that there is to say: a body that is no form has no fields. */
  boolean covers(RawRequest request) {
    return (this != SORTED_FORM && this != PLIVO_URL)
        || request.content().length == 0
        || UrlEncoded.isForm(request.headers());
  }

  private static String beforeQuery(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }

  private static String pathOf(String url) {
    int host = url.indexOf("://");
    int path = url.indexOf('/', host < 0 ? 0 : host + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  private static List<Pair> form(RawRequest request) {
    return UrlEncoded.isForm(request.headers()) ? UrlEncoded.pairs(request.content()) : List.of();
  }

  private static List<Pair> query(RawRequest request) {
    return request.query() == null ? List.of() : UrlEncoded.pairs(request.query().getBytes(UTF_8));
  }

  private static String pairs(List<Pair> pairs, String joint, String separator, boolean once) {
    Stream<Pair> sorted =
        pairs.stream().sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    return (once ? sorted.distinct() : sorted)
        .map(pair -> pair.name() + joint + pair.value())
        .collect(Collectors.joining(separator));
  }

  private static String hubspot(String url) {
    String front = beforeQuery(url);
    String query = url.substring(front.length());
    for (int i = 0; i < HUBSPOT_ESCAPES.size(); i += 2) {
      query = query.replace(HUBSPOT_ESCAPES.get(i), HUBSPOT_ESCAPES.get(i + 1));
    }
    return front + query;
  }

  private static String plivo(RawRequest request) {
    String query = pairs(query(request), "=", "&", false);
    String fields = pairs(form(request), "", "", false);
    String both = query.isEmpty() || fields.isEmpty() ? query + fields : query + "." + fields;
    return beforeQuery(request.publicUrl()) + (both.isEmpty() ? "" : "?") + both;
  }

  private static String contentful(RawRequest request) {
    String path = pathOf(beforeQuery(request.publicUrl()));
    String query = request.query();
    return query == null
        ? path
        : path + "?" + URLEncoder.encode(query, UTF_8).replace("+", "%20").replace("%", "%25");
  }
}
