package io.sluice.gateway.journal;

import java.io.IOException;

/**
 * Something that operators want to know of. Bytes are counted from the start of the file, {@code
 * toByte} is the first behind the range; {@code toSequence} is the last in it.
 */
public sealed interface JournalEvent {

  /** A crash cut the last write short; nobody was told that what it held is durable. */
  record TornTailCut(String segment, long fromByte, long toByte, long fromSequence)
      implements JournalEvent {}

  /**
   * What was durable cannot be read any more: it will not be handed out. The numbers may be more
   * than there were records, where a whole segment is unreadable.
   */
  record Corrupt(String segment, long fromByte, long toByte, long fromSequence, long toSequence)
      implements JournalEvent {}

  /** The bytes of a corrupt range are kept in a file of their own. */
  record SetAside(String segment, String file) implements JournalEvent {}

  /** Reading failed. What could not be read stays open; the next pass tries again. */
  record ReadFailed(String segment, IOException why) implements JournalEvent {}

  /** A write or a sync failed: the segment is left as it is, the group goes to the next one. */
  record WriteFailed(String segment, IOException why) implements JournalEvent {}

  /** That happened twice in a row. Nothing is appended any more; what is durable can be read. */
  record OutOfService(IOException why) implements JournalEvent {}

  /** No room for another segment; told once, until there was some again. */
  record Full(Cause cause, String detail) implements JournalEvent {}

  /** There is a spare segment again. */
  record RoomAgain() implements JournalEvent {}

  /** The spare segment has become the one that is written. */
  record SegmentStarted(String segment) implements JournalEvent {}

  record SegmentDeleted(String segment) implements JournalEvent {}

  /** Something off the way of events failed and will be tried again; told once, until it worked. */
  record HousekeepingFailed(String what, IOException why) implements JournalEvent {}

  /** Why there is no room. */
  enum Cause {
    /** {@code bytesMax} is reached. */
    BUDGET,
    /** Less than {@code freeBytesMin} would be left on the disk. */
    FREE_SPACE,
    /** The disk refused. */
    DISK
  }
}
