package io.sluice.standalone;

import io.sluice.gateway.source.Source;
import io.sluice.platform.log.Logging;
import io.sluice.schemas.RegistryUnreachableException;
import io.sluice.schemas.WebhookEvents;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the events of a source as they come. */
@Command(
    name = "tail",
    description = "Print the events of a source as they come, decoded.",
    mixinStandardHelpOptions = true)
final class TailCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Mixin
  private Target target;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Parameters(paramLabel = "SOURCE", description = "A configured source.")
  private String sourceName;

  @Option(names = "--json", description = "One JSON object per event and line.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Start with the oldest event kept.")
  private boolean fromBeginning;

  @Option(
      names = {"-n", "--max"},
      description = "Stop after this many events.",
      defaultValue = "0")
  private int max;

  @Override
  public void run() {
    Source source = target.source(sourceName);
    WebhookEvents events =
        target
            .config()
            .kafka()
            .schemaRegistry()
            .map(WebhookEvents::withRegistry)
            .orElseGet(WebhookEvents::create);
    try (Logging _ = CommandLogs.tool();
        TopicLog log = TopicLog.open(target)) {
      log.stopOnSignal();
      follow(log, source.topic(), events);
    } catch (WakeupException e) {
      spec.commandLine().getOut().flush(); // Ctrl-C
    } catch (RegistryUnreachableException e) {
      throw new CommandFailed(CommandFailed.FAILED, String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "Kafka at " + target.bootstrapServers() + " does not answer: " + e.getMessage());
    }
  }

  private void follow(TopicLog log, String topic, WebhookEvents events) {
    List<TopicPartition> partitions = log.partitions(topic);
    if (partitions.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.FAILED, "there is no topic " + topic + " yet: the gateway makes it");
    }
    if (fromBeginning) {
      log.fromOldest(partitions);
    } else {
      log.fromNow(partitions);
    }
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().getErr().println("following " + topic + ", Ctrl-C stops");
    spec.commandLine().getErr().flush();
    AtomicInteger printed = new AtomicInteger();
    while (max == 0 || printed.get() < max) {
      log.more(record -> {
        if (max == 0 || printed.get() < max) {
          out.println(EventText.of(record, events.decode(record), json));
          printed.incrementAndGet();
        }
      });
      out.flush();
    }
  }
}
