package io.sluice.gateway.journal;

import io.sluice.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A journal on a disk that does what a test says, and a reader of it. */
final class OnDisk {

  static final int RECORD_MAX = 400;
  static final int PER_SEGMENT = 10;

  /** What each of its records takes. */
  static final int RECORD_BYTES = RecordFormat.bytesFor(100);

  static final long SEGMENT_BYTES = SegmentHeader.BYTES + 1L * PER_SEGMENT * RECORD_BYTES + 100;

  final VirtualClock clock = VirtualClock.at("2026-01-01T00:00:00Z");
  final List<JournalEvent> events = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);
  final JournalSettings settings;
  FaultyDisk disk = FaultyDisk.empty(random, 1 << 20);
  Journal journal;
  private JournalReader reader;
  private long nextId;

  private OnDisk(JournalSettings settings) throws IOException {
    this.settings = settings;
    this.journal = open();
    this.reader = journal.reader();
  }

  /** One that may have so many segments. */
  static OnDisk with(int segmentsMax) throws IOException {
    return new OnDisk(
        new JournalSettings(SEGMENT_BYTES, segmentsMax * SEGMENT_BYTES, 0, RECORD_MAX));
  }

  /** One whose segments take hundreds of records. */
  static OnDisk large() throws IOException {
    return new OnDisk(new JournalSettings(1 << 16, 1 << 19, 0, RECORD_MAX));
  }

  private Journal open() throws IOException {
    return Journal.open(disk, settings, random::nextLong, clock, events::add);
  }

  /** Appends one group; its records have the numbers 0, 1, 2… over all groups. */
  GroupResult append(int count) {
    List<JournalEntry> group = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      group.add(Payloads.entry(nextId++, 100));
    }
    return journal.append(group);
  }

  /** Appends groups of one, with housekeeping in between; all must become durable. */
  void appendSingly(int count) {
    for (int i = 0; i < count; i++) {
      if (append(1).durable() != 1) {
        throw new AssertionError("record " + i + " was refused");
      }
      journal.keepHouse();
    }
  }

  /** The sequences of a whole pass. */
  List<Long> readPass() {
    reader.rewind(journal.firstOpen());
    return readOn();
  }

  /** What comes without taking the reader back. */
  List<Long> readOn() {
    List<Long> sequences = new ArrayList<>();
    for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
      Payloads.idOf(record);
      sequences.add(record.sequence());
    }
    return sequences;
  }

  JournalReader reader() {
    return reader;
  }

  void done(long from, long to) {
    sequences(from, to).forEach(journal::done);
  }

  void aSecondLater() {
    clock.advance(Duration.ofSeconds(1));
    journal.keepHouse();
  }

  /** The next process, when this one was killed. */
  void reopen() throws IOException {
    reopenOn(disk.nextProcess());
  }

  /** The next process, for which the first of these calls fails. */
  void reopenFailing(DiskFaults.Op op) throws IOException {
    FaultyDisk left = disk.nextProcess();
    left.faults().failNext(op);
    reopenOn(left);
  }

  /** The next process after the power had gone. */
  void reopenAfterPowerCut() throws IOException {
    reopenOn(disk.crash());
  }

  void close() {
    journal.close();
  }

  private void reopenOn(FaultyDisk left) throws IOException {
    disk = left;
    events.clear();
    journal = open();
    reader = journal.reader();
  }

  <E extends JournalEvent> List<E> told(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static List<Long> sequences(long from, long to) {
    return new ArrayList<>(LongStream.rangeClosed(from, to).boxed().toList());
  }

  /** Where the n-th record of a segment begins; 0 is the first. */
  static long position(int n) {
    return SegmentHeader.BYTES + (long) n * RECORD_BYTES;
  }
}
