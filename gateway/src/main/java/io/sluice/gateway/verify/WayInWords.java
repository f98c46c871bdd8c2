package io.sluice.gateway.verify;

import java.util.Locale;

/** A signature described for people. */
final class WayInWords {

  private WayInWords() {}

  static String of(SignedWay way) {
    StringBuilder words = new StringBuilder();
    words
        .append(name(way.key().algorithm()))
        .append(" over ")
        .append(way.signed().toString().replace("\n", "\\n"))
        .append(", in ")
        .append(way.encoding().name().toLowerCase(Locale.ROOT))
        .append(" in ")
        .append(place(way.signature()))
        .append(layout(way.layout()));
    way.each().ifPresent(list -> words.append(", for each of /").append(list.text()));
    way.timestamp()
        .flatMap(TimestampRule::tolerance)
        .ifPresent(t ->
            words
                .append("; its time at most ")
                .append(t.past().toSeconds())
                .append(" s old and ")
                .append(t.future().toSeconds())
                .append(" s ahead"));
    return words.toString();
  }

  private static String name(Algorithm algorithm) {
    return algorithm.name().replace('_', '-');
  }

  private static String place(SignaturePlace place) {
    return place instanceof SignaturePlace.At(var at) ? at.toString() : place.toString();
  }

  private static String layout(Layout layout) {
    return switch (layout) {
      case Layout.Whole(String prefix) -> prefix.isEmpty() ? "" : " after " + prefix;
      case Layout.Listed(char separator, _) -> " (several, with " + quoted(separator) + " between)";
      case Layout.Items(String item, _, char joint) -> " after " + item + joint;
    };
  }

  private static String quoted(char c) {
    return "'" + c + "'";
  }
}
