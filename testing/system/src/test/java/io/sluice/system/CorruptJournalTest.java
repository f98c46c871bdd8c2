package io.sluice.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Evidence;
import io.sluice.testing.OwnBroker;
import io.sluice.testing.Seeds;
import io.sluice.testing.WithBroker;
import io.sluice.testing.tally.Checker;
import io.sluice.testing.tally.Ledger;
import io.sluice.testing.tally.Load;
import io.sluice.testing.tally.LoadPlan;
import io.sluice.testing.tally.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of the journal change on the disk while it holds a backlog and nobody looks. */
@WithBroker
@ExtendWith(Seeds.class)
@Tag("campaign")
class CorruptJournalTest {

  private static final String TOPIC = "webhooks.corrupt";
  private static final int BODY_BYTES = 3_000;
  private static final int HEADER_BYTES = 4_096;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Pattern ID = Pattern.compile("corrupt\\.\\d+\\.\\d+");
  private static final Pattern NAMED =
      Pattern.compile(
          "\"journal\\.corrupt\",\"segment\":\"([^\"]+)\",\"from_byte\":(\\d+),\"to_byte\":(\\d+),"
              + "\"from_sequence\":(\\d+),\"to_sequence\":(\\d+)");

  @RegisterExtension final Evidence evidence = new Evidence();
  @TempDir Path folder;

  private final Ledger ledger = Ledger.named("corrupt");

  /** A range that the gateway has named. */
  private record Range(String segment, int from, int to, int records) {

    static Range of(MatchResult named) {
      return new Range(
          named.group(1),
          Integer.parseInt(named.group(2)),
          Integer.parseInt(named.group(3)),
          1 + Integer.parseInt(named.group(5)) - Integer.parseInt(named.group(4)));
    }

    byte[] in(Map<String, byte[]> segments) {
      return Arrays.copyOfRange(segments.getOrDefault(segment, new byte[0]), from, to);
    }
  }

  @Test
  void losesExactlyWhatItNamesAndKeepsItsBytes(OwnBroker broker, RandomGenerator random)
      throws Exception {
    try (RestartableGateway gateway = gateway(broker)) {
      leaveABacklog(gateway, broker);
      Map<String, byte[]> sound = segments();
      damage(sound.keySet().stream().toList(), random);
      Map<String, byte[]> damaged = segments();
      broker.start();
      gateway.start();
      gateway.awaitDrained(PATIENCE);
      List<Range> named = NAMED.matcher(gateway.log()).results().map(Range::of).toList();
      Tally tally = tally(broker);
      System.out.printf("corrupted: %s%nnamed: %s%n", tally, named);
      assertThat(named).isNotEmpty();
      assertThat(new TreeSet<>(tally.lost())).isEqualTo(idsIn(named, sound));
      assertThat(tally.lost()).hasSize(named.stream().mapToInt(Range::records).sum());
      assertThat(tally.damaged()).isEmpty();
      assertThat(tally.outOfOrder()).isEmpty();
      assertThat(gateway.ops().metric("sluice_journal_corrupt_total")).isEqualTo(named.size());
      for (Range range : named) {
        assertThat(journal().resolve("%s.%d.corrupt".formatted(range.segment(), range.from())))
            .hasBinaryContent(range.in(damaged));
      }
    }
  }

  private void leaveABacklog(RestartableGateway gateway, OwnBroker broker) throws Exception {
    gateway.start();
    gateway.awaitReady();
    broker.stop();
    LoadPlan plan = gateway.plan().perSecond(400).over(40, 2).bodies(BODY_BYTES);
    try (Load load = Load.start(plan, ledger)) {
      load.awaitAccepted(2_800, PATIENCE);
    }
    gateway.terminate(PATIENCE);
  }

  /** Single bits here and there in the oldest segment, and a whole sector of the next one. */
  private void damage(List<String> names, RandomGenerator random) throws IOException {
    assertThat(names).hasSizeGreaterThan(2);
    byte[] oldest = Files.readAllBytes(journal().resolve(names.get(0)));
    for (int i = 0; i < 8; i++) {
      int at = random.nextInt(HEADER_BYTES, oldest.length / 2);
      oldest[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    Files.write(journal().resolve(names.get(0)), oldest);
    byte[] next = Files.readAllBytes(journal().resolve(names.get(1)));
    int sector = 1 + random.nextInt(next.length / HEADER_BYTES / 2);
    Arrays.fill(next, sector * HEADER_BYTES, (sector + 1) * HEADER_BYTES, (byte) 0);
    Files.write(journal().resolve(names.get(1)), next);
  }

  private static Set<String> idsIn(List<Range> ranges, Map<String, byte[]> segments) {
    Set<String> ids = new TreeSet<>();
    for (Range range : ranges) {
      ID.matcher(new String(range.in(segments), ISO_8859_1))
          .results()
          .forEach(found -> ids.add(found.group()));
    }
    return ids;
  }

  /** The files by their names, which follow one another as they were written. */
  private Map<String, byte[]> segments() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(journal())) {
      all.filter(file -> file.toString().endsWith(".journal")).forEach(files::add);
    }
    Map<String, byte[]> segments = new TreeMap<>();
    for (Path file : files) {
      segments.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return segments;
  }

  private Path journal() {
    return folder.resolve("gateway").resolve("journal");
  }

  private Tally tally(OwnBroker broker) {
    try (Checker checker =
        Checker.of(broker.bootstrapServers(), List.of(TOPIC), ledger, BODY_BYTES)) {
      return checker.tally();
    }
  }

  private RestartableGateway gateway(OwnBroker broker) throws Exception {
    return RestartableGateway.in(
        folder.resolve("gateway"),
        new RestartableGateway.Setup(
            broker.bootstrapServers(),
            "",
            "topic: %s, ack_deadline: 5s".formatted(TOPIC),
            "journal: {dir: journal, segment: 3MiB}\nshutdown: {notice: 1s, grace: 20s}"),
        Housing.host("-Xmx256m", "-XX:TieredStopAtLevel=1"),
        evidence);
  }
}
