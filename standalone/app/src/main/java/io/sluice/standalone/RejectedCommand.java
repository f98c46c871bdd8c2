package io.sluice.standalone;

import io.sluice.platform.log.Logging;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.RejectedHooks;
import io.sluice.schemas.Topics;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the refused requests that were put aside. */
@Command(
    name = "rejected",
    description = {
      "List the newest refused requests, of which a sample is kept.",
      "What stands under WHERE can be judged again: sluice verify --record WHERE",
      "So can what stands under REQUEST, which is the id that the sender was told."
    },
    mixinStandardHelpOptions = true)
final class RejectedCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Mixin
  private Target target;

  @Option(names = "--source", paramLabel = "SOURCE", description = "Only those sent to it.")
  private @Nullable String source;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those refused for it, such as bad_signature.")
  private @Nullable String reason;

  @Option(names = "--request", paramLabel = "ID", description = "Only the request of this id.")
  private @Nullable String request;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description = "How many of the newest. Default: ${DEFAULT-VALUE}",
      defaultValue = "20")
  private int last;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with those that come, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--body", description = "Print their bodies, too.")
  private boolean body;

  /** One entry of the list. */
  private record Entry(Instant receivedAt, String text) {}

  @Override
  public void run() {
    if (last < 0) {
      throw new ParameterException(spec.commandLine(), "--last is a number from 0 on");
    }
    try (Logging _ = CommandLogs.tool();
        TopicLog log = TopicLog.open(target)) {
      log.stopOnSignal();
      list(log);
    } catch (WakeupException e) {
      spec.commandLine().getOut().flush(); // Ctrl-C
    } catch (KafkaException e) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "Kafka at " + target.bootstrapServers() + " does not answer: " + e.getMessage());
    }
  }

  private void list(TopicLog log) {
    List<TopicPartition> partitions = log.partitions(Topics.rejected());
    if (partitions.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "there is no topic " + Topics.rejected() + " yet: the gateway makes it");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(RejectedText.heading());
    PriorityQueue<Entry> newest = new PriorityQueue<>(Comparator.comparing(Entry::receivedAt));
    boolean all = source == null && reason == null && request == null;
    log.upToNow(
        partitions,
        all ? last : Long.MAX_VALUE,
        each(entry -> {
          newest.add(entry);
          if (newest.size() > last) {
            newest.remove();
          }
        }));
    for (Entry entry = newest.poll(); entry != null; entry = newest.poll()) {
      out.println(entry.text());
    }
    out.flush();
    while (follow) {
      log.more(each(entry -> out.println(entry.text())));
      out.flush();
    }
  }

  private Consumer<ConsumerRecord<byte[], byte[]>> each(Consumer<Entry> reader) {
    return record -> entry(record).ifPresent(reader);
  }

  private Optional<Entry> entry(ConsumerRecord<byte[], byte[]> record) {
    Place place = Place.of(record);
    return switch (RejectedHooks.decode(record.value())) {
      case RejectedHooks.Read.Hook(RejectedHook hook) when isWanted(hook) ->
          Optional.of(
              new Entry(
                  hook.receivedAt(),
                  body ? RejectedText.withBody(place, hook) : RejectedText.of(place, hook)));
      case RejectedHooks.Read.Hook _ -> Optional.empty();
      case RejectedHooks.Read.Unreadable(String why) ->
          Optional.of(
              new Entry(Instant.ofEpochMilli(record.timestamp()), place + "  unreadable: " + why));
    };
  }

  private boolean isWanted(RejectedHook hook) {
    return (source == null || source.equals(hook.source()))
        && (request == null || request.equals(hook.id()))
        && (reason == null || reason.equals(hook.rejection().reason()));
  }
}
