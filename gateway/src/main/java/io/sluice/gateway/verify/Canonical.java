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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of a request in the forms in which providers sign them. */
enum Canonical {
  METHOD(RawRequest::method),
  /** The public URL with its query, as the sender called it. */
  URL(RawRequest::publicUrl),
  /** The public URL without its query. */
  URL_BASE(request -> beforeQuery(request.publicUrl())),
  /** The path of the public URL. */
  PATH(request -> pathOf(beforeQuery(request.publicUrl()))),
  /** The query as sent, without the question mark. */
  QUERY(request -> request.query() == null ? "" : request.query()),
  /** The fields of a form, sorted by name and then value, names and values joined to one text. */
  SORTED_FORM(request -> pairs(form(request), "", "", true)),
  /** The same with equals signs and ampersands, decoded. */
  SORTED_QUERY(request -> pairs(query(request), "=", "&", false)),
  /** The public URL with certain escapes of its query undone. */
  HUBSPOT_URL(request -> hubspot(request.publicUrl())),
  /** The path with the query, if any, escaped as one value. */
  CONTENTFUL_PATH(Canonical::contentful);

  /** The escapes that HubSpot undoes before it signs a URL. */
  private static final List<String> HUBSPOT_ESCAPES =
      List.of(
          "%3A",
          ":", "%2F", "/", "%3F", "?", "%40", "@", "%21", "!", "%24", "$", "%27", "'", "%28", "(",
          "%29", ")", "%2A", "*", "%2C", ",", "%3B", ";");

  private final Function<RawRequest, String> form;

  Canonical(Function<RawRequest, String> form) {
    this.form = form;
  }

  static Optional<Canonical> of(String word) {
    return Stream.of(values()).filter(c -> c.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String of(RawRequest request) {
    return form.apply(request);
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
    int mark = url.indexOf('?');
    if (mark < 0) {
      return url;
    }
    String query = url.substring(mark);
    for (int i = 0; i < HUBSPOT_ESCAPES.size(); i += 2) {
      query = query.replace(HUBSPOT_ESCAPES.get(i), HUBSPOT_ESCAPES.get(i + 1));
    }
    return url.substring(0, mark) + query;
  }

  private static String contentful(RawRequest request) {
    String path = pathOf(beforeQuery(request.publicUrl()));
    String query = request.query();
    return query == null
        ? path
        : path + "?" + URLEncoder.encode(query, UTF_8).replace("+", "%20").replace("%", "%25");
  }
}
