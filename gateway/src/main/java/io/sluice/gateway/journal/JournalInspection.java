package io.sluice.gateway.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A look into a journal that changes nothing, also while a gateway writes it: then it shows what
 * was there when it was opened. Only the gateway knows what it has sent since its last checkpoint,
 * so a few records look open here that are done.
 */
public final class JournalInspection implements AutoCloseable {

  private final Disk disk;
  private final JournalEvents events;
  private final ConcurrentSkipListMap<Long, Segment> segments;
  private final List<SegmentSummary> unreadable = new ArrayList<>();
  private final Map<String, Long> setAside = new TreeMap<>();
  private long firstOpen;

  private JournalInspection(Disk disk, JournalEvents events, Recovery.Found found) {
    this.disk = disk;
    this.events = events;
    this.segments = new ConcurrentSkipListMap<>(found.segments());
  }

  /**
   * Opens what is in a folder. The last segment is read whole, the others as far as they are asked
   * for.
   *
   * @param events told of everything that is not as it should be: when it is opened, of segments
   *     that cannot be read and of a torn tail; while it is read, of corrupt ranges
   */
  public static JournalInspection open(Disk disk, JournalEvents events) throws IOException {
    List<JournalEvent.Corrupt> headless = new ArrayList<>();
    Recovery.Found found =
        new Recovery(
                disk,
                false,
                event -> {
                  if (event instanceof JournalEvent.Corrupt corrupt) {
                    headless.add(corrupt);
                  }
                  events.tell(event);
                })
            .run();
    JournalInspection inspection = new JournalInspection(disk, events, found);
    try {
      inspection.lookAround();
    } catch (IOException e) {
      found.close();
      throw e;
    }
    headless.forEach(inspection::addUnreadable);
    return inspection;
  }

  private void lookAround() throws IOException {
    for (String name : disk.names()) {
      if (name.equals(Checkpoint.NAME)) {
        try (DiskFile file = disk.open(name)) {
          firstOpen = Checkpoint.read(file).firstOpen();
        }
      } else if (name.endsWith(CorruptRanges.SUFFIX)) {
        try (DiskFile file = disk.open(name)) {
          setAside.put(name, file.size());
        }
      }
    }
  }

  private void addUnreadable(JournalEvent.Corrupt whole) {
    unreadable.add(
        new SegmentSummary(
            whole.segment(), null, whole.fromSequence(), whole.toSequence(), 0, whole.toByte()));
  }

  /** All segments, in the order of their records. */
  public List<SegmentSummary> segments() {
    Map<Long, SegmentSummary> all = new TreeMap<>();
    unreadable.forEach(each -> all.put(each.first(), each));
    for (Segment each : segments.values()) {
      long open = Math.max(0, each.end() - Math.max(each.first(), firstOpen));
      Instant madeAt = Instant.ofEpochMilli(each.header().madeAtMillis());
      all.put(
          each.first(),
          new SegmentSummary(
              each.name(), madeAt, each.first(), each.end() - 1, open, each.bytes()));
    }
    return List.copyOf(all.values());
  }

  /** The files with what could not be read, and their sizes. */
  public Map<String, Long> setAside() {
    return Map.copyOf(setAside);
  }

  /** A walk over the records that are not done, as far as the checkpoint says. */
  public JournalReader openRecords() {
    return reader(firstOpen);
  }

  /** A walk over all records that are still there. */
  public JournalReader allRecords() {
    return reader(0);
  }

  private JournalReader reader(long from) {
    JournalReader reader = new JournalReader(segments, this::tell, events);
    reader.rewind(from);
    return reader;
  }

  private void tell(Segment in, long fromByte, long toByte, long fromSequence, long toSequence) {
    events.tell(
        new JournalEvent.Corrupt(in.name(), fromByte, toByte, fromSequence, toSequence - 1));
  }

  @Override
  public void close() throws IOException {
    for (Segment segment : segments.values()) {
      segment.file().close();
    }
    disk.close();
  }
}
