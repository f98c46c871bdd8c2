package io.sluice.standalone;

import io.sluice.gateway.source.EventNaming;
import io.sluice.gateway.source.NameRule;
import io.sluice.gateway.source.Provider;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.platform.config.ByteSize;
import io.sluice.platform.config.TimeSpan;
import java.util.List;
import java.util.stream.Collectors;

/** All that is known of one provider, on a page. */
final class ProviderPage {

  private ProviderPage() {}

  static String of(Provider provider) {
    PageText page = new PageText();
    page.heading(provider.title() + " (" + provider.name() + ")").paragraph(provider.docs());
    page.items("What proves a request", steps(provider.scheme()));
    provider
        .variants()
        .forEach((name, scheme) -> page.items("With variant: " + name, steps(scheme)));
    page.items("What it does not protect", Gaps.of(provider.scheme(), provider.naming()));
    page.items("Good to know", provider.notes());
    page.heading("Where the secret is").paragraph(provider.secret());
    addParameters(provider, page);
    page.items(
        "Questions that the gateway answers",
        provider.handshakes().stream().map(HandshakeText::of).toList());
    addEvents(provider, page);
    page.heading("Unless sluice.yaml says otherwise").paragraph(defaults(provider.defaults()));
    PayloadAdvice.of(provider).ifPresent(page::paragraph);
    page.heading("Patience and repetitions").paragraph(provider.habits());
    if (!provider.addresses().isEmpty()) {
      page.heading("Addresses that it calls from (allow_from: provider)")
          .paragraph(String.join(", ", provider.addresses()));
    }
    return page.heading("sluice.yaml").verbatim(ProviderSnippet.of(provider)).toString();
  }

  private static List<String> steps(SignatureScheme scheme) {
    return scheme instanceof SignedScheme(List<SignedWay> ways)
        ? ways.stream().map(ProviderPage::way).toList()
        : scheme.explain().steps();
  }

  private static String way(SignedWay way) {
    String step = new SignedScheme(List.of(way)).explain().steps().getFirst();
    return way.requires().isEmpty()
        ? step
        : step + "; only where " + HandshakeText.all(way.requires());
  }

  private static void addParameters(Provider provider, PageText page) {
    page.items(
        "Parameters",
        provider.parameters().values().stream()
            .map(parameter ->
                parameter.name()
                    + (parameter.required() ? ", required" : ", optional")
                    + (parameter.secret() ? ", secret (env:NAME or file:PATH)" : "")
                    + ": "
                    + parameter.about())
            .toList());
  }

  private static void addEvents(Provider provider, PageText page) {
    EventNaming naming = provider.naming();
    page.heading("Where events are named");
    addRules("type", naming.type(), provider.scheme(), page);
    addRules("id", naming.id(), provider.scheme(), page);
    addRules("key", naming.key(), provider.scheme(), page);
    addRules("subject", naming.subject(), provider.scheme(), page);
    provider
        .batch()
        .ifPresent(list ->
            page.entry(
                "list",
                (list.isEmpty() ? "the body itself" : list)
                    + "; payload: {split: true} makes an event of each element"));
  }

  private static void addRules(
      String name, List<NameRule> rules, SignatureScheme scheme, PageText page) {
    if (!rules.isEmpty()) {
      page.entry(
          name,
          rules.stream().map(NameRule::toString).collect(Collectors.joining(", "))
              + switch (Protection.extent(scheme, rules)) {
                case WHOLE -> " (signed)";
                case PART -> " (signed in part)";
                case CHECKSUM -> " (in a checksum)";
                case NONE, ABSENT -> " (not signed)";
              });
    }
  }

  private static String defaults(Provider.Defaults defaults) {
    return "answers "
        + defaults.answerStatus()
        + (defaults.answerBody().isEmpty() ? "" : " \"" + defaults.answerBody() + "\"")
        + " within "
        + new TimeSpan(defaults.ackDeadline())
        + ", takes "
        + String.join(", ", defaults.methods().stream().sorted().toList())
        + " up to "
        + new ByteSize(defaults.bodyBytesMax());
  }
}
