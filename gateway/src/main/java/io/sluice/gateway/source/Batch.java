package io.sluice.gateway.source;

import io.sluice.gateway.exchange.ListPlace;
import java.util.List;
import java.util.Optional;

/**
 * How a body that is a list becomes one event for each element.
 *
 * @param list where the list is
 * @param element where an element says what event it is
 * @param whole where the request says it for all of them
 */
public record Batch(ListPlace list, EventNaming element, EventNaming whole) {

  /** Rules that look into elements of the list are made to look from the element. */
  static Batch of(ListPlace list, EventNaming naming) {
    return new Batch(
        list,
        new EventNaming(
            within(list, naming.type()),
            within(list, naming.id()),
            within(list, naming.key()),
            within(list, naming.subject())),
        new EventNaming(
            beside(list, naming.type()),
            beside(list, naming.id()),
            beside(list, naming.key()),
            beside(list, naming.subject())));
  }

  private static List<NameRule> within(ListPlace list, List<NameRule> rules) {
    return rules.stream().map(rule -> rule.within(list)).flatMap(Optional::stream).toList();
  }

  private static List<NameRule> beside(ListPlace list, List<NameRule> rules) {
    return rules.stream().filter(rule -> rule.within(list).isEmpty()).toList();
  }
}
