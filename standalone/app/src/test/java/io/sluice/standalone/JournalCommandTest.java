package io.sluice.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.journal.FileDisk;
import io.sluice.gateway.journal.Journal;
import io.sluice.gateway.journal.JournalEntry;
import io.sluice.gateway.journal.JournalSettings;
import io.sluice.gateway.log.StoredRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What `sluice journal` shows of a journal that a gateway holds. */
class JournalCommandTest {

  private static final String SEGMENT = "0000000000000001.journal";

  @TempDir private Path folder;

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void writeThreeRecords() throws IOException {
    JournalSettings settings = new JournalSettings(64 << 10, 1 << 20, 0, 4096);
    Instant madeAt = Instant.parse("2026-01-31T10:00:00Z");
    try (Journal journal =
        Journal.open(FileDisk.open(folder), settings, () -> 5, () -> madeAt, _ -> {})) {
      for (int i = 1; i <= 3; i++) {
        journal.append(List.of(new JournalEntry(i, stored(i))));
      }
      journal.append(List.of(new JournalEntry(9, new byte[] {1, 2, 3})));
      journal.done(1);
    }
  }

  private static byte[] stored(int i) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("webhooks.shop", null, 1000L + i, ("k" + i).getBytes(UTF_8), body(i));
    record.headers().add("ce_id", ("id-" + i).getBytes(UTF_8));
    return StoredRecord.encode(record);
  }

  private static byte[] body(int i) {
    return new byte[] {(byte) 0xff, (byte) i};
  }

  @Test
  void listsItsFiles() {
    Ran ran = journal("ls");
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines())
        .anySatisfy(line ->
            assertThat(line).matches(SEGMENT + " +2026-01-31T10:00:00Z +4 +3 +1-4 +65536 +open"))
        .anySatisfy(line -> assertThat(line).matches("in all +4 +3 +65536"));
  }

  @Test
  void findsSoundRecordsSound() {
    assertThat(journal("verify")).isEqualTo(new Ran(0, "4 records are sound\n", ""));
  }

  @Test
  void namesWhatIsCorrupt() throws IOException {
    damage(4096 + 40);
    Ran ran = journal("verify");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains(SEGMENT + ": bytes", "are corrupt: records", "are sound");
    assertThat(ran.out()).doesNotContain("\n4 records");
  }

  @Test
  void namesASegmentWithoutAHeader() throws IOException {
    damage(0);
    damage(2048);
    Ran ran = journal("verify");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains(SEGMENT + ": bytes 0 to 65535 are corrupt");
    assertThat(journal("ls").out()).containsPattern(SEGMENT + ".* corrupt");
  }

  @Test
  void exportsWhatIsNotDone() {
    Ran ran = journal("export");
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "{\"sequence\":2,\"lane\":2,\"topic\":\"webhooks.shop\",\"timestamp\":1002,"
                + "\"key\":\"k2\",\"headers\":{\"ce_id\":\"id-2\"},\"value_base64\":\"/wI=\"}");
    assertThat(ran.out()).contains("\"unreadable\":\"", "\"payload_base64\":\"AQID\"");
  }

  @Test
  void exportsAllIntoAFile() throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".jsonl");
    try {
      Ran ran = journal("export", "--all", "--out", file.toString());
      assertThat(ran).isEqualTo(new Ran(0, "", ""));
      assertThat(Files.readAllLines(file)).hasSize(4);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void worksWhileAGatewayHoldsIt() throws IOException {
    try (FileDisk _ = FileDisk.open(folder)) {
      assertThat(journal("verify").code()).isZero();
    }
  }

  @Test
  void saysSoWhereThereIsNone() {
    Ran ran = run("journal", "ls", "--dir", folder.resolve("nothing").toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no folder");
  }

  @Test
  void wantsACommand() {
    assertThat(run("journal").code()).isEqualTo(2);
  }

  private void damage(long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(SEGMENT).toFile(), "rw")) {
      file.seek(position);
      file.write(new byte[] {9, 9, 9, 9, 9, 9, 9, 9});
    }
  }

  private Ran journal(String command, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "journal";
    args[1] = command;
    args[2] = "--dir";
    args[3] = folder.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return run(args);
  }

  private static Ran run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Ran(line.execute(args), out.toString(), err.toString());
  }
}
