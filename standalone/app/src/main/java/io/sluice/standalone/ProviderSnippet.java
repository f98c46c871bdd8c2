package io.sluice.standalone;

import io.sluice.gateway.source.Parameter;
import io.sluice.gateway.source.Provider;
import java.util.Locale;

/** The lines of {@code sluice.yaml} for a provider, ready to be pasted. */
final class ProviderSnippet {

  private ProviderSnippet() {}

  static String of(Provider provider) {
    StringBuilder lines = new StringBuilder("sources:\n");
    line(lines, 1, provider.name() + ":");
    line(lines, 2, "scheme: " + provider.name());
    if (provider.scheme().needsSecret()) {
      line(lines, 2, "secrets: [" + reference(provider, "secret") + "]");
    }
    provider.variants().keySet().forEach(variant -> line(lines, 2, "# variant: " + variant));
    if (Protection.of(provider.scheme(), provider.naming()).url()) {
      line(lines, 2, "# Exactly as " + provider.title() + " has it.");
      line(lines, 2, "public_url: https://hooks.example.com/in/" + provider.name());
    }
    parameters(provider, lines);
    return lines.toString();
  }

  private static void parameters(Provider provider, StringBuilder lines) {
    if (provider.parameters().isEmpty()) {
      return;
    }
    boolean any = provider.parameters().values().stream().anyMatch(Parameter::required);
    line(lines, 2, (any ? "" : "# ") + "parameters:");
    String optional = any ? "  # " : "#   ";
    for (Parameter parameter : provider.parameters().values()) {
      String value =
          parameter.secret()
              ? reference(provider, parameter.name())
              : "\"<" + parameter.name() + ">\"";
      line(lines, 2, (parameter.required() ? "  " : optional) + parameter.name() + ": " + value);
    }
  }

  private static String reference(Provider provider, String what) {
    return "env:" + (provider.name() + "_" + what).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static void line(StringBuilder lines, int depth, String line) {
    lines.append("  ".repeat(depth)).append(line).append('\n');
  }
}
