package io.sluice.standalone;

import io.sluice.gateway.source.Providers;
import io.sluice.platform.config.Suggestion;
import java.io.PrintWriter;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the providers that Sluice knows. */
@Command(
    name = "providers",
    description = "List the providers that Sluice knows, or show all about one of them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class ProvidersCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    print(ProviderTable.text());
  }

  @Command(
      name = "show",
      description = {
        "Show how a provider proves its requests, what that leaves open, and the lines for",
        "sluice.yaml."
      },
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Names.class,
              description = "A name that `sluice providers` lists.")
          String name) {
    if (!Providers.NAMES.contains(name)) {
      throw new CommandFailed(CommandFailed.FAILED, unknown(name));
    }
    print(ProviderPage.of(new Providers().get(name)));
    return 0;
  }

  private static String unknown(String name) {
    return "there is no provider `"
        + TerminalText.line(name)
        + "`"
        + Suggestion.nearest(name, Providers.NAMES)
            .map(near -> "; did you mean `" + near + "`?")
            .orElse(";")
        + " `sluice providers` lists all";
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** What a shell completes. */
  static final class Names extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    Names() {
      super(Providers.NAMES);
    }
  }
}
