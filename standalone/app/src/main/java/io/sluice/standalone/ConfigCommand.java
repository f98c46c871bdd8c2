package io.sluice.standalone;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.source.Source;
import io.sluice.platform.config.ConfigReference;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works with configuration files, without starting anything. */
@Command(
    name = "config",
    description = "Check a configuration file, or print the reference of all keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: check or reference");
  }

  @Command(
      name = "check",
      description = "Read a file as the gateway would and tell all of its faults together.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "FILE",
              description = "Default: sluice.yaml, else the one that `sluice dev` wrote.")
          @Nullable Path named) {
    Path file = ConfigFiles.find(named);
    GatewayConfig config = ConfigFiles.read(file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s is good: %d sources%n", file, config.sources().all().size());
    for (Source source : config.sources().all()) {
      out.printf("  %-20s %-18s -> %s%n", source.name(), source.scheme(), source.topic());
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "reference",
      description = "Print every key of the configuration with its default and its meaning.",
      mixinStandardHelpOptions = true)
  int reference(
      @Option(names = "--schema", description = "As a JSON Schema, for editors.") boolean schema) {
    ConfigReference reference = ConfigReference.of(GatewayConfig::read);
    PrintWriter out = spec.commandLine().getOut();
    out.println(schema ? reference.jsonSchema() : reference.markdown());
    out.flush();
    return 0;
  }
}
