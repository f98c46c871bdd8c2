package io.sluice.standalone;

import io.sluice.platform.ops.Version;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what this is. */
@Command(
    name = "version",
    description = "Print the version of Sluice and of what it runs on.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (String line : new Provider().getVersion()) {
      out.println(line);
    }
    out.flush();
  }

  /** The lines of {@code --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Version build = Version.current();
      return new String[] {
        "sluice " + build.version() + " (" + build.commit() + ")", "java " + build.java()
      };
    }
  }
}
