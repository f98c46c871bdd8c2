package io.sluice.standalone;

import io.sluice.gateway.source.EventNaming;
import io.sluice.gateway.source.NameRule;
import io.sluice.gateway.verify.BasicScheme;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.TokenScheme;
import io.sluice.standalone.Protection.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a proof leaves open, a sentence each. */
final class Gaps {

  private Gaps() {}

  static List<String> of(SignatureScheme scheme, EventNaming naming) {
    if (scheme instanceof TokenScheme || scheme instanceof BasicScheme) {
      return List.of(
          "Nothing is signed. The secret itself is sent along: whoever sees one request can send"
              + " any other, with any body, at any time.");
    }
    Protection protection = Protection.of(scheme, naming);
    List<String> gaps = new ArrayList<>();
    switch (protection.body()) {
      case NONE -> gaps.add("The body is not signed: all of it can be changed on the way.");
      case PART -> gaps.add("Of the body only parts are signed; the rest can be changed.");
      case CHECKSUM ->
          gaps.add(
              "Of the body only a checksum is signed; another body can be given the same one.");
      case WHOLE, ABSENT -> {}
    }
    String unsigned = unsignedNames(scheme, naming);
    if (!unsigned.isEmpty()) {
      boolean severalWays = scheme instanceof SignedScheme signed && signed.ways().size() > 1;
      gaps.add(
          (severalWays ? "Not signed, or not in every way of signing: " : "Not signed: ")
              + unsigned
              + ".");
    }
    if (!protection.url()) {
      gaps.add("The URL is not signed: any source with the same secret takes the request.");
    }
    gaps.addAll(repetitions(protection));
    return gaps;
  }

  private static String unsignedNames(SignatureScheme scheme, EventNaming naming) {
    List<String> names = new ArrayList<>();
    addUnsigned("type", naming.type(), scheme, names);
    addUnsigned("id", naming.id(), scheme, names);
    addUnsigned("key", naming.key(), scheme, names);
    addUnsigned("subject", naming.subject(), scheme, names);
    return String.join(", ", names);
  }

  private static void addUnsigned(
      String name, List<NameRule> rules, SignatureScheme scheme, List<String> names) {
    String open =
        rules.stream()
            .filter(rule -> !rule.isCoveredBy(scheme))
            .map(NameRule::toString)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      names.add("the " + name + " (" + open + ")");
    }
  }

  private static List<String> repetitions(Protection protection) {
    Extent id = protection.id();
    if (id == Extent.WHOLE) {
      return protection.age()
          ? List.of()
          : List.of(
              "Age is not limited: what was captured is stopped by its id alone, for as long as the"
                  + " gateway remembers it.");
    }
    String when = protection.age() ? "Within its age limit" : "Age is not limited:";
    return List.of(
        when
            + " what was captured can be sent again"
            + switch (id) {
              case ABSENT -> ", because events have no id.";
              case PART -> " under another id, where that is not signed, and counts as new.";
              case NONE, CHECKSUM, WHOLE -> " under another id, and counts as new.";
            });
  }
}
