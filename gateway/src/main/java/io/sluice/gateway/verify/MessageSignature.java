package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the signatures that a message says it has (RFC 9421), not yet believed.
 *
 * @param label what it is called in both headers
 * @param components what it covers
 * @param parameters what is said about it
 * @param signature the signature itself
 */
record MessageSignature(
    String label,
    List<MessageComponent> components,
    SequencedMap<String, FieldValue> parameters,
    byte[] signature) {

  static final String INPUT = "signature-input";
  static final String SIGNATURE = "signature";

  /** The parameters that are texts; the others that the standard has are times. */
  static final List<String> TEXTS = List.of("keyid", "alg", "nonce", "tag");

  static final List<String> TIMES = List.of("created", "expires");

  /** More signatures in one message than any chain of proxies makes; each may cost a check. */
  private static final int SIGNATURES_MAX = 8;

  private static final int COMPONENTS_MAX = 64;

  /** The signatures of a request, in the order of their labels; or why they cannot be read. */
  static Parsed<List<MessageSignature>> all(RawRequest request) {
    if (!(dictionary(request, INPUT) instanceof Parsed.Good<Members>(Members inputs))
        || !(dictionary(request, SIGNATURE) instanceof Parsed.Good<Members>(Members signatures))) {
      return new Parsed.Bad<>("one of the headers is no dictionary");
    }
    if (!inputs.byLabel().keySet().equals(signatures.byLabel().keySet())
        || inputs.byLabel().size() > SIGNATURES_MAX) {
      return new Parsed.Bad<>("the headers do not have the same few labels");
    }
    List<MessageSignature> all = new ArrayList<>();
    for (Map.Entry<String, FieldMember> input : inputs.byLabel().entrySet()) {
      FieldMember signature = signatures.byLabel().get(input.getKey());
      Optional<MessageSignature> one = of(input.getKey(), input.getValue(), signature);
      if (one.isEmpty()) {
        return new Parsed.Bad<>("a signature is described in a way that is not understood");
      }
      all.add(one.get());
    }
    return new Parsed.Good<>(all);
  }

  private record Members(SequencedMap<String, FieldMember> byLabel) {}

  private static Parsed<Members> dictionary(RawRequest request, String header) {
    return FieldParser.dictionary(String.join(", ", ComponentValues.lines(request, header)))
        .map(Members::new);
  }

  private static Optional<MessageSignature> of(
      String label, FieldMember input, @Nullable FieldMember signature) {
    return input instanceof FieldMember.InnerList(var items, var parameters)
            && signature instanceof FieldMember.Item(FieldValue.Bytes(byte[] bytes), var more)
            && more.isEmpty()
            && parameters.entrySet().stream().allMatch(MessageSignature::isOfItsType)
        ? components(items).map(c -> new MessageSignature(label, c, parameters, bytes))
        : Optional.empty();
  }

  private static boolean isOfItsType(Map.Entry<String, FieldValue> parameter) {
    return (!TEXTS.contains(parameter.getKey()) || parameter.getValue() instanceof FieldValue.Text)
        && (!TIMES.contains(parameter.getKey())
            || parameter.getValue() instanceof FieldValue.Whole);
  }

  /** All of them known, and none of them twice. */
  private static Optional<List<MessageComponent>> components(List<FieldMember.Item> items) {
    List<MessageComponent> components =
        items.stream().limit(COMPONENTS_MAX).flatMap(i -> MessageComponent.of(i).stream()).toList();
    Set<String> distinct = new LinkedHashSet<>();
    components.forEach(component -> distinct.add(component.written()));
    return components.size() == items.size() && distinct.size() == items.size()
        ? Optional.of(components)
        : Optional.empty();
  }

  /** The text that is signed (RFC 9421, section 2.5). */
  String base(ComponentValues values) {
    StringBuilder base = new StringBuilder();
    for (MessageComponent component : components) {
      base.append(component.written()).append(": ").append(values.of(component)).append('\n');
    }
    return base.append("\"@signature-params\": ").append(input()).toString();
  }

  /** What is covered, and what is said about it, as it stands in the header. */
  String input() {
    List<FieldMember.Item> items = components.stream().map(MessageComponent::identifier).toList();
    return new FieldMember.InnerList(items, parameters).written();
  }

  Optional<String> text(String parameter) {
    return parameters.get(parameter) instanceof FieldValue.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<Long> seconds(String parameter) {
    return parameters.get(parameter) instanceof FieldValue.Whole(long seconds)
        ? Optional.of(seconds)
        : Optional.empty();
  }

  boolean covers(MessageComponent wanted) {
    return components.stream().anyMatch(component -> component.covers(wanted));
  }
}
