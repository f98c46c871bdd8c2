package io.sluice.gateway.source;

import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule for finding a name in a request. */
public sealed interface NameRule {

  /** The name, or null where the request has none by this rule. */
  @Nullable String find(RawRequest request);

  /** Whether nobody but a holder of the secret can change what this rule finds. */
  boolean isCoveredBy(SignatureScheme scheme);

  /** Whether this rule may look into one element of a list, which may have others. */
  boolean isInList();

  /**
   * This rule looking from an element of a list, where it looks into one; empty where it looks
   * elsewhere.
   */
  Optional<NameRule> within(ListPlace list);

  /** Reads a rule: one place, or a text with several places in braces. */
  static Parsed<NameRule> parse(String text) {
    return text.indexOf('{') < 0
        ? Selector.parse(text).map(Place::new)
        : Template.parse(text).map(Composed::new);
  }

  /** The text at one place. */
  record Place(Selector selector) implements NameRule {
    @Override
    public @Nullable String find(RawRequest request) {
      return selector.find(request);
    }

    @Override
    public boolean isCoveredBy(SignatureScheme scheme) {
      return scheme.covers(selector);
    }

    @Override
    public boolean isInList() {
      return selector.isInList();
    }

    @Override
    public Optional<NameRule> within(ListPlace list) {
      return list.within(selector).map(Place::new);
    }

    @Override
    public String toString() {
      return selector.toString();
    }
  }

  /** Texts of several places, all of which must be there. */
  record Composed(Template template) implements NameRule {
    @Override
    public @Nullable String find(RawRequest request) {
      String text = template.find(request);
      return text == null || text.isEmpty() || text.length() > Selector.TEXT_CHARS_MAX
          ? null
          : text;
    }

    @Override
    public boolean isCoveredBy(SignatureScheme scheme) {
      return template.isCoveredBy(scheme);
    }

    @Override
    public boolean isInList() {
      return template.isInList();
    }

    @Override
    public Optional<NameRule> within(ListPlace list) {
      return template.within(list).map(Composed::new);
    }

    @Override
    public String toString() {
      return template.toString();
    }
  }
}
