package io.sluice.standalone;

import io.sluice.gateway.source.Source;
import io.sluice.platform.log.Logging;
import io.sluice.schemas.RegistryUnreachableException;
import io.sluice.schemas.WebhookEvents;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_UP = Duration.ofSeconds(10);

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
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, main), "stopping"));
      follow(consumer, source.topic(), events);
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

  private void follow(KafkaConsumer<byte[], byte[]> consumer, String topic, WebhookEvents events) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, LOOK_UP).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.FAILED, "there is no topic " + topic + " yet: the gateway makes it");
    }
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    partitions.forEach(consumer::position);
    PrintWriter out = spec.commandLine().getOut();
    spec.commandLine().getErr().println("following " + topic + ", Ctrl-C stops");
    spec.commandLine().getErr().flush();
    int printed = 0;
    while (max == 0 || printed < max) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        out.println(EventText.of(record, events.decode(record), json));
        printed++;
        if (printed == max) {
          break;
        }
      }
      out.flush();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(target.config().kafka().client());
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static void stop(KafkaConsumer<byte[], byte[]> consumer, Thread main) {
    consumer.wakeup();
    try {
      main.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
