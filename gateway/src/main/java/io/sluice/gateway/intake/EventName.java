package io.sluice.gateway.intake;

import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.EventNaming;
import io.sluice.gateway.source.NameRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verified hook is called.
 *
 * @param id the provider's id of the event; the request id where it gives none
 * @param type the provider's type of the event; {@code unknown} where it gives none
 * @param key what it is kept in order by, null where no key is found
 * @param subject what the event is about, where the source says so
 * @param idRule by which rule the id was found, null where the request gives none
 */
record EventName(
    String id,
    String type,
    @Nullable String key,
    @Nullable String subject,
    @Nullable NameRule idRule) {

  static final String UNKNOWN_TYPE = "unknown";

  static EventName of(RawRequest request, EventNaming naming) {
    NameRule idRule = null;
    String id = null;
    for (NameRule rule : naming.id()) {
      id = rule.find(request);
      if (id != null) {
        idRule = rule;
        break;
      }
    }
    String type = find(naming.type(), request);
    return new EventName(
        id == null ? request.requestId() : id,
        type == null ? UNKNOWN_TYPE : type,
        find(naming.key(), request),
        find(naming.subject(), request),
        idRule);
  }

  /** Events with the same key stay in order; one without a key has only itself. */
  String orderingKey() {
    return key == null ? id : key;
  }

  private static @Nullable String find(List<NameRule> rules, RawRequest request) {
    for (NameRule rule : rules) {
      String found = rule.find(request);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
