package io.sluice.gateway.content;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One body on its way from compressed to whole, with the native memory that this takes. */
final class Inflation implements AutoCloseable {

  enum End {
    DONE,
    TOO_LARGE,
    CORRUPT
  }

  /** Senders write one member, some tools a few; each takes time even when nothing is in it. */
  static final int MEMBERS_MAX = 64;

  private static final int FIRST_BYTES = 4096;
  private static final int TRAILER_BYTES = 8;
  private static final byte[] EMPTY = {};

  private final byte[] in;
  private final Compression kind;
  private final int bytesMax;
  private final Inflater inflater;
  private byte[] out = EMPTY;
  private int length;

  Inflation(byte[] in, Compression kind, int bytesMax) {
    this.in = in;
    this.kind = kind;
    this.bytesMax = bytesMax;
    this.inflater = new Inflater(kind == Compression.GZIP || !startsLikeZlib(in));
  }

  End run() {
    try {
      return switch (kind) {
        case GZIP -> members();
        case DEFLATE -> lone();
      };
    } catch (DataFormatException _) {
      return End.CORRUPT;
    }
  }

  /** What came out; the array is handed over. */
  byte[] output() {
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  @Override
  public void close() {
    inflater.end();
  }

  /**
   * Compression method 8, a window of at most 32 KiB and a check sum over both bytes. A bare stream
   * would have to begin with a stored block and dirty padding to look like this.
   */
  private static boolean startsLikeZlib(byte[] in) {
    return in.length >= 2
        && (in[0] & 0x0f) == 8
        && (in[0] & 0xf0) <= 0x70
        && ((in[0] & 0xff) << 8 | (in[1] & 0xff)) % 31 == 0;
  }

  private End lone() throws DataFormatException {
    End end = stream(0);
    return end == End.DONE && inflater.getRemaining() > 0 ? End.CORRUPT : end;
  }

  private End members() throws DataFormatException {
    int at = 0;
    for (int members = 0; members < MEMBERS_MAX; members++) {
      int start = GzipHeader.end(in, at);
      if (start < 0) {
        return End.CORRUPT;
      }
      int from = length;
      inflater.reset();
      End end = stream(start);
      if (end != End.DONE) {
        return end;
      }
      int trailer = in.length - inflater.getRemaining();
      if (!trailerFits(trailer, from)) {
        return End.CORRUPT;
      }
      at = trailer + TRAILER_BYTES;
      if (at == in.length) {
        return End.DONE;
      }
    }
    return End.TOO_LARGE;
  }

  /** Inflates one deflate stream, with whatever its own wrapping is, up to its end. */
  private End stream(int start) throws DataFormatException {
    inflater.setInput(in, start, in.length - start);
    while (length < bytesMax) {
      if (length == out.length) {
        enlarge();
      }
      int more = inflater.inflate(out, length, out.length - length);
      length += more;
      if (inflater.finished()) {
        return End.DONE;
      }
      if (more == 0) {
        return End.CORRUPT; // it wants more input, or a dictionary; we have neither
      }
    }
    return endsHere();
  }

  /** With all that is allowed taken, only the end of the stream may follow. */
  private End endsHere() throws DataFormatException {
    int more = inflater.inflate(new byte[1]);
    if (more > 0) {
      return End.TOO_LARGE;
    }
    return inflater.finished() ? End.DONE : End.CORRUPT;
  }

  private void enlarge() {
    long doubled = Math.max(FIRST_BYTES, 2L * out.length);
    out = Arrays.copyOf(out, (int) Math.min(doubled, bytesMax));
  }

  private boolean trailerFits(int at, int from) {
    if (in.length - at < TRAILER_BYTES) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(out, from, length - from);
    return LittleEndian.int32(in, at) == (int) crc.getValue()
        && LittleEndian.int32(in, at + 4) == length - from;
  }
}
