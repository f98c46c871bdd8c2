package io.sluice.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding read from foreign bytes. A length is believed only when that many bytes
 * are there, and all arrays and maps together may have as many items as there are bytes: whatever
 * the bytes say, reading allocates a small multiple of their number and ends soon.
 */
final class ArrayDecoder extends Decoder {

  private final byte[] bytes;
  private int at;
  private int itemsLeft;

  ArrayDecoder(byte[] bytes, int from) {
    this.bytes = bytes;
    at = from;
    itemsLeft = remaining();
  }

  /** How many bytes were not read yet. */
  int remaining() {
    return bytes.length - at;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return bytes[skip(1)] != 0;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new IOException("a number is too big for an int");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[skip(1)];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a number has more than 64 bits");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = readLength();
    return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    skip(readLength());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    int length = readLength();
    int start = skip(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public void skipBytes() throws IOException {
    skip(readLength());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, skip(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    skip(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return readItemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return readItemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /** The items of the next block; 0 ends. A negative count comes with the block's size in bytes. */
  private long readItemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLength();
      count = -count;
    }
    return budgeted(count);
  }

  /** Skips blocks that say their size; the items of one that does not are left to the caller. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      skip(readLength());
      count = readLong();
    }
    return budgeted(count);
  }

  private long budgeted(long count) throws IOException {
    if (count < 0 || count > itemsLeft) {
      throw new IOException("more items are announced than there are bytes");
    }
    itemsLeft -= (int) count;
    return count;
  }

  private int readLength() throws IOException {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new EOFException("%d bytes announced, %d left".formatted(length, remaining()));
    }
    return (int) length;
  }

  /** Moves on by so many bytes and returns where they start. */
  private int skip(int length) throws IOException {
    if (length > remaining()) {
      throw new EOFException("%d bytes wanted, %d left".formatted(length, remaining()));
    }
    int start = at;
    at += length;
    return start;
  }

  private long littleEndian(int size) throws IOException {
    int start = skip(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[start + i] & 0xFF);
    }
    return value;
  }
}
