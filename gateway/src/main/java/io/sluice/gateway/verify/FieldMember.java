package io.sluice.gateway.verify;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.SequencedMap;

/** A member of a structured field (RFC 8941), with parameters in the order in which they came. */
sealed interface FieldMember {

  SequencedMap<String, FieldValue> parameters();

  /** Its one spelling. */
  String written();

  record Item(FieldValue value, SequencedMap<String, FieldValue> parameters)
      implements FieldMember {
    @Override
    public String written() {
      return value.written() + writtenParameters(parameters);
    }
  }

  record InnerList(List<Item> items, SequencedMap<String, FieldValue> parameters)
      implements FieldMember {
    @Override
    public String written() {
      return items.stream().map(Item::written).collect(joining(" ", "(", ")"))
          + writtenParameters(parameters);
    }
  }

  /** The one spelling of a dictionary. */
  static String writtenDictionary(SequencedMap<String, FieldMember> dictionary) {
    return dictionary.entrySet().stream()
        .map(member ->
            member.getKey()
                + (isTrue(member.getValue())
                    ? writtenParameters(member.getValue().parameters())
                    : "=" + member.getValue().written()))
        .collect(joining(", "));
  }

  /** The one spelling of parameters: each after a semicolon, and nothing else for a plain true. */
  static String writtenParameters(SequencedMap<String, FieldValue> parameters) {
    return parameters.entrySet().stream()
        .map(each ->
            ";"
                + each.getKey()
                + (each.getValue() instanceof FieldValue.Truth(boolean value) && value
                    ? ""
                    : "=" + each.getValue().written()))
        .collect(joining());
  }

  private static boolean isTrue(FieldMember member) {
    return member instanceof Item(FieldValue.Truth(boolean value), _) && value;
  }
}
