package io.sluice.gateway.source;

import io.sluice.platform.config.Section;
import java.util.ArrayList;
import java.util.List;

/** Reads where a request says what event it is; the same keys in a source and in a provider. */
final class NamingReader {

  private static final String PLACES =
      " One rule or several, of which the first that finds a text wins: a place such as"
          + " header:Name, body:/json/pointer (* is the first element of a list), form:name,"
          + " query:name or xml:/path; or places in braces with text between them.";

  private NamingReader() {}

  static EventNaming read(Section section, EventNaming unless) {
    return new EventNaming(
        places(section, "type", unless.type(), "Where the type of the event stands." + PLACES),
        places(section, "id", unless.id(), "Where the id of the event stands." + PLACES),
        places(
            section,
            "key",
            unless.key(),
            "Where the ordering key stands: events with one key keep their order."
                + " Without one the id of the event is used."
                + PLACES),
        places(section, "subject", unless.subject(), "Where stands what it is about." + PLACES));
  }

  private static List<NameRule> places(
      Section section, String key, List<NameRule> unless, String doc) {
    List<NameRule> rules = new ArrayList<>();
    for (String text : section.texts(key, List.of(), doc)) {
      rules.add(
          Reading.orFault(
              section, key, NameRule.parse(text), NameRule.parse("header:none").orThrow()));
    }
    return section.has(key) ? rules : unless;
  }
}
