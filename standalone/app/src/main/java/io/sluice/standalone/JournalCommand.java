package io.sluice.standalone;

import io.sluice.gateway.journal.FileDisk;
import io.sluice.gateway.journal.JournalEvent;
import io.sluice.gateway.journal.JournalInspection;
import io.sluice.gateway.journal.JournalReader;
import io.sluice.gateway.journal.JournalRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the journal of a gateway, which may be running. */
@Command(
    name = "journal",
    description = {
      "Look into the journal: what waits on this disk for Kafka.",
      "Nothing is changed; a gateway may be using it."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  /** Which journal is meant. */
  static final class Folder {

    @Option(
        names = "--dir",
        paramLabel = "FOLDER",
        description = "The journal's folder. Default: journal.dir of the configuration.")
    private @Nullable Path dir;

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Default: sluice.yaml, else the one that `sluice dev` wrote.")
    private @Nullable Path config;

    Path path() {
      return dir != null ? dir : ConfigFiles.read(ConfigFiles.find(config)).journal().dir();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command: ls, verify or export");
  }

  @Command(
      name = "ls",
      description = "List its files, with the records that each one holds.",
      mixinStandardHelpOptions = true)
  int ls(@Mixin Folder folder) {
    return look(
        folder,
        new ArrayList<>(),
        inspection -> {
          PrintWriter out = spec.commandLine().getOut();
          JournalText.list(inspection).forEach(out::println);
          out.flush();
          return 0;
        });
  }

  @Command(
      name = "verify",
      description = "Check every record, and name every range of bytes that cannot be read.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:all records are sound", "1:some are not"},
      mixinStandardHelpOptions = true)
  int verify(@Mixin Folder folder) {
    List<JournalEvent> found = new ArrayList<>();
    return look(
        folder,
        found,
        inspection -> {
          long sound = 0;
          JournalReader reader = inspection.allRecords();
          while (reader.next() != null) {
            sound++;
          }
          PrintWriter out = spec.commandLine().getOut();
          found.forEach(event -> JournalText.finding(event).ifPresent(out::println));
          out.printf("%d records are sound%n", sound);
          out.flush();
          return found.stream().anyMatch(JournalText::isDamage) ? 1 : 0;
        });
  }

  @Command(
      name = "export",
      description = {
        "Print records, one JSON object on each line: those that Kafka may not have yet.",
        "They hold what senders have sent: treat them as you treat the topics."
      },
      mixinStandardHelpOptions = true)
  int export(
      @Mixin Folder folder,
      @Option(names = "--all", description = "Those that are done, too, while they are there.")
          boolean all,
      @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
          @Nullable Path file) {
    List<JournalEvent> found = new ArrayList<>();
    return look(
        folder,
        found,
        inspection -> {
          JournalReader records = all ? inspection.allRecords() : inspection.openRecords();
          if (file == null) {
            write(records, spec.commandLine().getOut());
          } else {
            try (PrintWriter out =
                new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
              write(records, out);
            }
          }
          PrintWriter err = spec.commandLine().getErr();
          found.forEach(event -> JournalText.finding(event).ifPresent(err::println));
          return found.stream().anyMatch(JournalText::isDamage) ? 1 : 0;
        });
  }

  private static void write(JournalReader records, PrintWriter out) throws IOException {
    for (JournalRecord record = records.next(); record != null; record = records.next()) {
      out.println(JournalText.json(record));
      if (out.checkError()) {
        throw new IOException("not all of it could be written");
      }
    }
    out.flush();
  }

  /** What a command does with an open journal. */
  private interface Work {
    int with(JournalInspection inspection) throws IOException;
  }

  private static int look(Folder folder, List<JournalEvent> found, Work work) {
    Path path = folder.path();
    try (JournalInspection inspection =
        JournalInspection.open(FileDisk.readOnly(path), found::add)) {
      return work.with(inspection);
    } catch (IOException e) {
      throw new CommandFailed(
          CommandFailed.FAILED, "the journal in " + path + " cannot be read: " + e.getMessage());
    }
  }
}
