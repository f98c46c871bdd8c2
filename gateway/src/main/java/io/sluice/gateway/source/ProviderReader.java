package io.sluice.gateway.source;

import io.sluice.platform.config.ByteSize;
import io.sluice.platform.config.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the file of one provider. */
final class ProviderReader {

  private ProviderReader() {}

  static Provider read(String name, Section root, Parameters given) {
    Map<String, Parameter> wanted = new LinkedHashMap<>();
    root.sections("parameters", ProviderReader::parameter, "What it wants to know of a source.")
        .forEach(parameter -> wanted.put(parameter.name(), parameter));
    Map<String, String> values = new HashMap<>();
    wanted.keySet().forEach(parameter -> values.put(parameter, ""));
    values.putAll(given.values());
    Parameters parameters = new Parameters(values);
    return new Provider(
        name,
        root.text("title", "The proper name of the provider."),
        root.text("docs", "The page on which the provider describes its signatures."),
        root.text("secret", "Where the secret is found."),
        root.text("habits", "How it waits, repeats and gives up."),
        root.flag("repeats", true, "Whether it sends an event again that was answered 503."),
        root.texts("notes", List.of(), "What is good to know."),
        root.texts("addresses", List.of(), "The CIDR blocks that it publishes as its own."),
        payloadMax(root),
        wanted,
        SchemeReader.readAll(root, parameters),
        root.named(
            "variants",
            (variant, section) -> SchemeReader.readAll(section, parameters),
            "Other ways of verification, for sources that ask for one by name."),
        HandshakeReader.readAll(root, parameters),
        root.section("events", ProviderReader::naming, "Where a request says what event it is."),
        root.optionalText("batch", "The list in the body of which every element is an event."),
        root.section("defaults", ProviderReader::defaults, "What holds for a source of its own."));
  }

  private static Optional<ByteSize> payloadMax(Section root) {
    long bytes =
        root.bytes(
            "payload_max",
            0,
            0,
            Long.MAX_VALUE,
            "The largest body that it documents to send; 0: it says nothing of that.");
    return bytes == 0 ? Optional.empty() : Optional.of(new ByteSize(bytes));
  }

  private static Parameter parameter(Section section) {
    return new Parameter(
        section.text("name", "How a source names it."),
        section.text("about", "What it is and where it is found."),
        section.flag("secret", false, "Whether it must be given by reference."),
        section.flag("required", true, "Whether there is no doing without it."));
  }

  private static EventNaming naming(Section section) {
    return NamingReader.read(section, EventNaming.NONE);
  }

  private static Provider.Defaults defaults(Section section) {
    return DefaultsReader.read(section, Provider.Defaults.COMMON);
  }
}
