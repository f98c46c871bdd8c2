package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Selector;
import io.sluice.gateway.verify.Handshake;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.platform.config.Section;
import java.util.List;

/** Reads the file of one provider. */
final class ProviderReader {

  private ProviderReader() {}

  static Provider read(String name, Section root) {
    return new Provider(
        name,
        root.text("title", "The proper name of the provider."),
        root.text("docs", "The page on which the provider describes its signatures."),
        SchemeReader.readAll(root),
        root.named(
            "variants",
            (variant, section) -> variant(section),
            "Other ways of verification, for sources that ask for one by name."),
        root.sections("handshakes", ProviderReader::handshake, "Questions to the gateway."),
        root.section("events", ProviderReader::naming, "Where a request says what event it is."),
        root.section("defaults", ProviderReader::defaults, "What holds for a source of its own."));
  }

  private static SignatureScheme variant(Section section) {
    return SchemeReader.readAll(section);
  }

  private static Handshake handshake(Section section) {
    return new Handshake(
        selector(section, "where", "The place that tells the question from an event."),
        section.text("equals", "The text at that place."),
        selector(section, "echo", "The place of the text that is the whole answer."),
        section.number("status", 200, 200, 299, "The status of the answer."),
        section.text("content_type", "text/plain", "The media type of the answer."));
  }

  private static Selector selector(Section section, String key, String doc) {
    return Reading.orFault(
        section, key, Selector.parse(section.text(key, doc)), new Selector.Header("none"));
  }

  private static EventNaming naming(Section section) {
    return NamingReader.read(section, new EventNaming(List.of(), List.of(), List.of(), List.of()));
  }

  private static Provider.Defaults defaults(Section section) {
    return DefaultsReader.read(section, Provider.Defaults.COMMON);
  }
}
