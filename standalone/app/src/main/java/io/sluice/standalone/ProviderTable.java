package io.sluice.standalone;

import io.sluice.gateway.source.Provider;
import io.sluice.gateway.source.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The providers that Sluice knows, a line each: for the terminal and for the documents. */
public final class ProviderTable {

  private ProviderTable() {}

  /** The table of {@code docs/providers.md}. */
  public static String markdown() {
    StringBuilder table =
        new StringBuilder(
            """
            | scheme | provider | proof | body signed | URL signed | event id signed | age checked \
            | handshake | parameters |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
    for (Provider provider : all()) {
      Protection protection = protection(provider);
      List<String> cells =
          List.of(
              "`" + provider.name() + "`",
              "[" + provider.title() + "](" + provider.docs() + ")",
              proofs(provider),
              protection.body().word(),
              yesOrNo(protection.url()),
              protection.id().word(),
              yesOrNo(protection.age()),
              methods(provider),
              parameters(provider));
      table.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    return table.toString();
  }

  /** The table of {@code sluice providers}. */
  static String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "PROVIDER", "PROOF", "BODY", "AGE", "HANDSHAKE"));
    for (Provider provider : all()) {
      Protection protection = protection(provider);
      rows.add(
          List.of(
              provider.name(),
              provider.title(),
              ProofName.of(provider.scheme()),
              protection.body().word(),
              yesOrNo(protection.age()),
              methods(provider)));
    }
    return aligned(rows)
        + """

        BODY: is it signed? AGE: is an old request refused? HANDSHAKE: which questions are answered?
        Senders of your own: scheme %s; see docs/sources.md.
        All about one provider, with the lines for sluice.yaml: sluice providers show NAME
        """
            .formatted(String.join(", ", Providers.openSchemes()));
  }

  private static List<Provider> all() {
    Providers providers = new Providers();
    return Providers.NAMES.stream().sorted().map(providers::get).toList();
  }

  private static Protection protection(Provider provider) {
    return Protection.of(provider.scheme(), provider.naming());
  }

  private static String proofs(Provider provider) {
    StringBuilder proofs = new StringBuilder(ProofName.of(provider.scheme()));
    provider
        .variants()
        .forEach((name, scheme) ->
            proofs.append("; `").append(name).append("`: ").append(ProofName.of(scheme)));
    return proofs.toString();
  }

  private static String methods(Provider provider) {
    return provider.handshakes().isEmpty()
        ? "–"
        : provider.handshakes().stream()
            .map(handshake -> handshake.method())
            .distinct()
            .collect(Collectors.joining(", "));
  }

  private static String parameters(Provider provider) {
    return provider.parameters().isEmpty()
        ? "–"
        : provider.parameters().values().stream()
            .map(parameter -> "`" + parameter.name() + "`" + (parameter.required() ? "" : "?"))
            .collect(Collectors.joining(", "));
  }

  private static String yesOrNo(boolean yes) {
    return yes ? "yes" : "no";
  }

  private static String aligned(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column))
            .append(" ".repeat(width(rows, column) - row.get(column).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
