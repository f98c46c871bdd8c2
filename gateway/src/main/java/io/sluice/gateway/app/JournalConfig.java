package io.sluice.gateway.app;

import io.sluice.gateway.journal.JournalSettings;
import io.sluice.platform.config.Section;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The journal on the local disk, which takes events that Kafka does not take in time.
 *
 * @param enabled whether there is one
 * @param dir its folder
 * @param segmentBytes the size of each of its files
 * @param bytesMax all of its files together
 * @param freeBytesMin what it leaves on the disk
 * @param takeover after this without Kafka's acknowledgement it takes an event
 */
public record JournalConfig(
    boolean enabled,
    Path dir,
    long segmentBytes,
    long bytesMax,
    long freeBytesMin,
    Duration takeover) {

  /** What a stored record has beside what Kafka counts of it: lengths, the names of headers. */
  private static final int RECORD_EXTRA_BYTES = 64 << 10;

  private static final int SEGMENT_HEAD_BYTES = 8 << 10;
  private static final String SET_ASIDE = "set-aside";

  static JournalConfig read(Section section) {
    JournalConfig config =
        new JournalConfig(
            section.flag(
                "enabled",
                true,
                "Whether events that Kafka does not take in time are stored on the local disk, and"
                    + " sent to Kafka later. Without it their senders are told 503."),
            Path.of(
                section.text(
                    "dir",
                    "journal",
                    "Its folder, on a disk that survives a restart. One gateway at a time uses"
                        + " it.")),
            section.bytes("segment", 64 << 20, 1 << 20, 1 << 30, "The size of each of its files."),
            section.bytes(
                "bytes_max",
                4L << 30,
                4 << 20,
                1L << 40,
                "All of its files together; what does not fit is answered 503 while Kafka is"
                    + " away."),
            section.bytes(
                "free_min", 1 << 30, 0, 1L << 40, "What it leaves free on the disk for others."),
            section.duration(
                "takeover",
                Duration.ofMillis(250),
                Duration.ofMillis(20),
                Duration.ofMinutes(1),
                "After this without Kafka's acknowledgement the journal takes an event, and its"
                    + " sender is told yes."));
    if (config.bytesMax < 2 * config.segmentBytes) {
      section.fault("bytes_max", "must hold two segments at least: raise it or lower segment");
    }
    return config;
  }

  /** The same in another folder. */
  JournalConfig in(Path folder) {
    return new JournalConfig(enabled, folder, segmentBytes, bytesMax, freeBytesMin, takeover);
  }

  /** Where records are kept that Kafka will never take. */
  Path setAsideDir() {
    return dir.resolve(SET_ASIDE);
  }

  /** The largest stored record for Kafka records of at most so many bytes. */
  static int recordBytesMax(int kafkaRecordBytesMax) {
    return kafkaRecordBytesMax + RECORD_EXTRA_BYTES;
  }

  /** Whether a segment holds the largest record. */
  boolean fits(int kafkaRecordBytesMax) {
    return recordBytesMax(kafkaRecordBytesMax) + SEGMENT_HEAD_BYTES <= segmentBytes;
  }

  JournalSettings settings(int kafkaRecordBytesMax) {
    return new JournalSettings(
        segmentBytes, bytesMax, freeBytesMin, recordBytesMax(kafkaRecordBytesMax));
  }
}
