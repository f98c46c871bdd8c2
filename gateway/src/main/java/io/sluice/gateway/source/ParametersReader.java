package io.sluice.gateway.source;

import io.sluice.platform.config.Secret;
import io.sluice.platform.config.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what a source says to its provider beside the secrets. */
final class ParametersReader {

  private static final String KEY = "parameters";
  private static final String DOC =
      "What the provider wants to know beside the secrets, such as the id of a webhook; `sluice"
          + " providers show NAME` tells which. Secret ones are env:NAME or file:PATH.";

  private ParametersReader() {}

  static Parameters read(Section section, Provider provider) {
    Map<String, String> texts = section.textMap(KEY, DOC);
    Map<String, String> values = new HashMap<>();
    texts
        .keySet()
        .forEach(name -> {
          Parameter known = provider.parameters().get(name);
          if (known == null) {
            section.fault(KEY, unknown(name, provider));
          } else {
            String value = value(section, name, texts, known.secret());
            values.put(name, value);
            if (value.isBlank()) {
              section.fault(KEY, "`" + name + "` is empty");
            }
          }
        });
    provider
        .parameters()
        .forEach((name, parameter) -> {
          if (parameter.required() && !texts.containsKey(name)) {
            section.fault(KEY, "`" + name + "` is missing: " + parameter.about());
          }
        });
    return new Parameters(values);
  }

  private static String unknown(String name, Provider provider) {
    return provider.parameters().isEmpty()
        ? provider.name() + " wants no parameters; remove `" + name + "`"
        : "there is no parameter `"
            + name
            + "`; known: "
            + String.join(", ", provider.parameters().keySet());
  }

  private static String value(
      Section section, String name, Map<String, String> texts, boolean secret) {
    String text = Objects.requireNonNull(texts.get(name));
    boolean isReference = text.startsWith("env:") || text.startsWith("file:");
    if (!secret && !isReference) {
      return text;
    }
    // The reader of secrets tells what is wrong with one, without repeating it.
    List<Secret> found =
        section.section(
            KEY,
            parameters -> {
              texts.keySet().forEach(known -> parameters.text(known, "", DOC));
              return parameters.secrets(name, DOC);
            },
            DOC);
    return found.isEmpty() ? "" : found.getFirst().value();
  }
}
