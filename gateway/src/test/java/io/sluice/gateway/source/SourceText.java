package io.sluice.gateway.source;

import io.sluice.gateway.exchange.Parsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One source as an operator writes it, in one line of YAML.
 *
 * @param environment what its references point to
 */
record SourceText(String yaml, Map<String, String> environment) {

  private static final Pattern SECRETS = Pattern.compile("secrets: \\[([^]]*)]");
  private static final Pattern VARIANT = Pattern.compile("variant: ([a-z0-9-]+), ");
  private static final Pattern PARAMETERS = Pattern.compile("parameters: \\{([^}]*)}");
  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+): (?:'([^']*)'|env:(\\w+))");

  Source read() {
    return Configs.valid(yaml, environment).all().iterator().next();
  }

  /** The source, or why there is none. */
  Parsed<Source> tryRead() {
    List<String> faults = Configs.faults(yaml, environment);
    return faults.isEmpty() ? new Parsed.Good<>(read()) : new Parsed.Bad<>(faults.toString());
  }

  /** The variables of its secrets; none where it has no secrets. */
  List<String> secrets() {
    Matcher found = SECRETS.matcher(yaml);
    return found.find()
        ? Stream.of(found.group(1).split(", ")).map(ref -> ref.substring(4)).toList()
        : List.of();
  }

  String value(String variable) {
    return Objects.requireNonNull(environment.get(variable));
  }

  /** The same source with the secrets of these variables. */
  SourceText withSecrets(String... variables) {
    String references = String.join(", ", Stream.of(variables).map(v -> "env:" + v).toList());
    return new SourceText(
        SECRETS.matcher(yaml).replaceFirst("secrets: [" + references + "]"), environment);
  }

  /** The same source where one more variable is set. */
  SourceText with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new SourceText(yaml, more);
  }

  Optional<String> variant() {
    Matcher found = VARIANT.matcher(yaml);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The same source by this variant. */
  SourceText withVariant(String variant) {
    return new SourceText(
        VARIANT
            .matcher(yaml)
            .replaceFirst("")
            .replaceFirst("public_url", "variant: " + variant + ", public_url"),
        environment);
  }

  /** What it says to its provider beside the secrets. */
  Parameters parameters() {
    Map<String, String> values = new HashMap<>();
    parameterTexts()
        .forEach(p -> values.put(p.group(1), p.group(2) == null ? value(p.group(3)) : p.group(2)));
    return new Parameters(values);
  }

  /** The same source with other parameters. */
  SourceText withParameters(UnaryOperator<String> change) {
    String text = yaml;
    for (MatchResult parameter : parameterTexts().toList()) {
      String value = parameter.group(2);
      if (value != null) {
        text = text.replace("'" + value + "'", "'" + change.apply(value) + "'");
      }
    }
    return new SourceText(text, environment);
  }

  /** The same source with one more parameter, which is a secret. */
  SourceText withSecretParameter(String name, String value) {
    String variable = "PARAMETER_" + environment.size();
    String parameter = name + ": env:" + variable;
    String longer =
        PARAMETERS.matcher(yaml).find()
            ? yaml.replace("parameters: {", "parameters: {" + parameter + ", ")
            : yaml.replace("public_url", "parameters: {" + parameter + "}, public_url");
    return new SourceText(longer, environment).with(variable, value);
  }

  private Stream<MatchResult> parameterTexts() {
    Matcher found = PARAMETERS.matcher(yaml);
    return found.find() ? PARAMETER.matcher(found.group(1)).results() : Stream.of();
  }
}
