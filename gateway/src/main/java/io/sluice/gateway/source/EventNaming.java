package io.sluice.gateway.source;

import java.util.List;

/**
 * Where a request says what event it is. In each list the first rule that finds a text wins.
 *
 * @param type what kind of event it is
 * @param id what tells a repetition from a new event
 * @param key what is kept in order: events with the same key stay in theirs
 * @param subject what the event is about
 */
public record EventNaming(
    List<NameRule> type, List<NameRule> id, List<NameRule> key, List<NameRule> subject) {

  static final EventNaming NONE = new EventNaming(List.of(), List.of(), List.of(), List.of());

  public EventNaming {
    type = List.copyOf(type);
    id = List.copyOf(id);
    key = List.copyOf(key);
    subject = List.copyOf(subject);
  }
}
