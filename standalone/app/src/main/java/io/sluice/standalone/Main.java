package io.sluice.standalone;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sluice} command. */
@Command(
    name = "sluice",
    description = "Takes webhooks in, proves each one genuine and makes it durable in Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:it failed; the message says why",
      "2:the command line is not understood",
      "3:the configuration has faults"
    },
    subcommands = {
      DevCommand.class,
      GatewayCommand.class,
      SendCommand.class,
      TailCommand.class,
      RejectedCommand.class,
      VerifyCommand.class,
      ConfigCommand.class,
      ProvidersCommand.class,
      JournalCommand.class,
      TopicsCommand.class,
      VersionCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what shall it do? Name a command.");
  }

  /** The command line as picocli runs it; the exit code is what {@code execute} returns. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof CommandFailed expected) {
      line.getErr().println(line.getColorScheme().errorText(expected.getMessage()));
      return expected.exitCode();
    }
    throw failure;
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
