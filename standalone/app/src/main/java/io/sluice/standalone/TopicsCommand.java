package io.sluice.standalone;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.gateway.log.KafkaSettings;
import io.sluice.gateway.source.Source;
import io.sluice.platform.log.Logging;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the topics of the configured sources. */
@Command(
    name = "topics",
    description = "List the topics of the configured sources, as the cluster has them.",
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Mixin
  private Target target;

  @Override
  public void run() {
    GatewayConfig config = target.config();
    Map<String, Object> settings = new HashMap<>(KafkaSettings.admin(config.kafka()));
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    try (Logging _ = CommandLogs.tool();
        Admin admin = Admin.create(settings)) {
      list(admin, config.sources().all());
    } catch (ExecutionException e) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "Kafka at "
              + target.bootstrapServers()
              + " does not answer: "
              + Objects.requireNonNullElse(e.getCause(), e).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(Admin admin, Iterable<Source> sources)
      throws ExecutionException, InterruptedException {
    Set<String> there = admin.listTopics().names().get();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-20s %-32s %10s %11s %9s%n", "SOURCE", "TOPIC", "PARTITIONS", "REPLICATION", "RECORDS");
    for (Source source : sources) {
      String topic = source.topic();
      if (!there.contains(topic)) {
        out.printf("%-20s %-32s not there yet: the gateway makes it%n", source.name(), topic);
        continue;
      }
      TopicDescription described =
          admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next().get();
      out.printf(
          "%-20s %-32s %10d %11d %9d%n",
          source.name(),
          topic,
          described.partitions().size(),
          described.partitions().getFirst().replicas().size(),
          records(admin, described));
    }
    out.flush();
  }

  private static long records(Admin admin, TopicDescription topic)
      throws ExecutionException, InterruptedException {
    return sum(admin, topic, OffsetSpec.latest()) - sum(admin, topic, OffsetSpec.earliest());
  }

  private static long sum(Admin admin, TopicDescription topic, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted =
        topic.partitions().stream()
            .collect(
                Collectors.toMap(p -> new TopicPartition(topic.name(), p.partition()), _ -> which));
    return admin.listOffsets(wanted).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
