package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Selector;
import java.util.List;

/**
 * Where a request says what event it is. In each list the first place that has a text wins.
 *
 * @param type what kind of event it is
 * @param id what tells a repetition from a new event
 * @param key what is kept in order: events with the same key stay in theirs
 * @param subject what the event is about
 */
public record EventNaming(
    List<Selector> type, List<Selector> id, List<Selector> key, List<Selector> subject) {

  public EventNaming {
    type = List.copyOf(type);
    id = List.copyOf(id);
    key = List.copyOf(key);
    subject = List.copyOf(subject);
  }
}
