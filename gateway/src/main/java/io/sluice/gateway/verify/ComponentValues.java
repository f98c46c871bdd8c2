package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.UrlEncoded;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** The values that the components of one request have in a signature base (RFC 9421, section 2). */
final class ComponentValues {

  /** The fields that are known to be dictionaries, and so have one spelling. */
  private static final Set<String> DICTIONARIES =
      Set.of("content-digest", "repr-digest", "signature", "signature-input", "priority");

  /** At the very end: a dollar sign would also match before a last line terminator, as 0x85 is. */
  private static final Pattern AROUND = Pattern.compile("^[ \t]+|[ \t]+\\z");

  private final RawRequest request;
  private final LoneHeaders faults;
  private final PublicUrlParts url;

  /** The first component that has no value is noted in {@code faults}. */
  ComponentValues(RawRequest request, LoneHeaders faults) {
    this.request = request;
    this.faults = faults;
    this.url = PublicUrlParts.of(request.publicUrl());
  }

  /** The value of this component; the empty text where there is none. */
  String of(MessageComponent component) {
    String value = component.isField() ? field(component) : derived(component);
    if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      faults.note(Refusal.MALFORMED_HEADER); // a signature base is ASCII without line ends
      return "";
    }
    return value;
  }

  private String derived(MessageComponent component) {
    return switch (component.name()) {
      case "@method" -> request.method();
      case "@target-uri" -> request.publicUrl();
      case "@authority" -> url.authority();
      case "@scheme" -> url.scheme();
      case "@request-target" -> url.path() + url.query();
      case "@path" -> url.path();
      case "@query" -> url.query().isEmpty() ? "?" : url.query();
      default -> queryParam(component.queryParam().orElse(""));
    };
  }

  /** A parameter that comes twice could be read in two ways. */
  private String queryParam(String encodedName) {
    String query = url.query().isEmpty() ? "" : url.query().substring(1);
    List<String> values =
        UrlEncoded.pairs(query.getBytes(UTF_8)).stream()
            .filter(pair -> encoded(pair.name()).equals(encodedName))
            .map(pair -> encoded(pair.value()))
            .toList();
    if (values.size() != 1) {
      faults.note(values.isEmpty() ? Refusal.MISSING_HEADER : Refusal.REPEATED_HEADER);
    }
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** As names and values of the query are written in signatures. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private String field(MessageComponent component) {
    List<String> lines = lines(request, component.name());
    if (lines.isEmpty()) {
      faults.note(Refusal.MISSING_HEADER);
      return "";
    }
    if (component.isTrue("bs")) {
      return lines.stream().map(this::bytes).collect(joining(", "));
    }
    String joined = String.join(", ", lines);
    return component.identifier().parameters().isEmpty() ? joined : strict(component, joined);
  }

  /** The lines of a header without the blanks around them. */
  static List<String> lines(RawRequest request, String name) {
    return request.headers().all(name).stream()
        .map(line -> AROUND.matcher(line).replaceAll(""))
        .toList();
  }

  private String bytes(String line) {
    if (line.chars().anyMatch(c -> c > 0xFF)) {
      faults.note(Refusal.MALFORMED_HEADER);
    }
    return new FieldValue.Bytes(line.getBytes(ISO_8859_1)).written();
  }

  private String strict(MessageComponent component, String joined) {
    if (component.isTrue("sf") && !DICTIONARIES.contains(component.name())) {
      faults.note(Refusal.MALFORMED_HEADER);
      return "";
    }
    if (!(FieldParser.dictionary(joined)
        instanceof Parsed.Good<SequencedMap<String, FieldMember>>(var dictionary))) {
      faults.note(Refusal.MALFORMED_HEADER);
      return "";
    }
    if (component.key().isEmpty()) {
      return FieldMember.writtenDictionary(dictionary);
    }
    FieldMember member = dictionary.get(component.key().get());
    if (member == null) {
      faults.note(Refusal.MISSING_HEADER);
    }
    return member == null ? "" : member.written();
  }

  /** The parts of the URL that the sender called, in the form in which they are signed. */
  private record PublicUrlParts(String scheme, String authority, String path, String query) {

    private static final Pattern URL =
        Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?");

    static PublicUrlParts of(String url) {
      var parts = URL.matcher(url);
      if (!parts.matches()) {
        return new PublicUrlParts("", "", "/", "");
      }
      String scheme = parts.group(1).toLowerCase(Locale.ROOT);
      String usual = scheme.equals("https") ? ":443" : ":80";
      String host = parts.group(2).toLowerCase(Locale.ROOT);
      return new PublicUrlParts(
          scheme,
          host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host,
          parts.group(3).isEmpty() ? "/" : parts.group(3),
          parts.group(4) == null ? "" : parts.group(4));
    }
  }
}
