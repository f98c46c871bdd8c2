package io.sluice.gateway.journal;

/**
 * The limits of a journal.
 *
 * @param segmentBytes the size of each file
 * @param bytesMax all files together, with the spare one and with what was set aside
 * @param freeBytesMin what must be left on the disk when a file has been made
 * @param recordBytesMax the longest payload
 */
public record JournalSettings(
    long segmentBytes, long bytesMax, long freeBytesMin, int recordBytesMax) {

  public JournalSettings {
    if (recordBytesMax < 1
        || segmentBytes < 4096 + 40 + (long) recordBytesMax
        || bytesMax < 2 * segmentBytes
        || freeBytesMin < 0) {
      throw new IllegalArgumentException(
          "a segment holds the longest record, and there are two segments at least");
    }
  }
}
