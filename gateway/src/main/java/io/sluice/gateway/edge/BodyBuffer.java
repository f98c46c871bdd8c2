package io.sluice.gateway.edge;

import io.sluice.gateway.limits.SourceBudget;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one request body into one array: of the announced length where there is one, growing
 * where the body comes in chunks. It never holds more than its limit, nor more than the budget
 * allows.
 */
public final class BodyBuffer {

  /** What taking one more chunk came to. */
  enum Taken {
    OK,
    OVER_LIMIT,
    OVER_BUDGET
  }

  /**
   * An event costs its body twice (as read, and in the producer's batch) and about this much for
   * headers, objects and bookkeeping.
   */
  static final int OVERHEAD_BYTES = 4096;

  private static final byte[] EMPTY = {};
  private static final int FIRST_CHUNKED_BYTES = 4096;

  private final SourceBudget budget;
  private final int bytesMax;
  private byte[] bytes = EMPTY;
  private int length;
  private long reserved;

  private BodyBuffer(SourceBudget budget, int bytesMax) {
    this.budget = budget;
    this.bytesMax = bytesMax;
  }

  /** What a body of this length takes of the budget. */
  public static long bytesFor(long length) {
    return OVERHEAD_BYTES + 2 * length;
  }

  /**
   * A buffer with its share of the budget reserved, or null when the budget is full.
   *
   * @param announced the Content-Length, or -1 when the body comes in chunks; at most {@code
   *     bytesMax}
   */
  static @Nullable BodyBuffer reserve(SourceBudget budget, long announced, int bytesMax) {
    BodyBuffer buffer = new BodyBuffer(budget, bytesMax);
    long capacity = Math.max(announced, 0);
    if (!buffer.grow(bytesFor(capacity))) {
      return null;
    }
    if (capacity > 0) {
      buffer.bytes = new byte[(int) capacity];
    }
    return buffer;
  }

  Taken take(Buffer chunk) {
    int end = length + chunk.length();
    if (end > bytesMax) {
      return Taken.OVER_LIMIT;
    }
    if (end > bytes.length && !enlarge(end)) {
      return Taken.OVER_BUDGET;
    }
    chunk.getBytes(bytes, length);
    length = end;
    return Taken.OK;
  }

  /** The whole body; the array is handed over and never changed again. */
  byte[] body() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Lets the bytes go and gives the whole reservation back; doing so again is harmless. */
  void release() {
    bytes = EMPTY;
    budget.release(reserved);
    reserved = 0;
  }

  /** Takes more of the budget for what is made of the body, or nothing at all. */
  boolean reserveMore(long bytes) {
    return grow(bytes);
  }

  int length() {
    return length;
  }

  private boolean enlarge(int needed) {
    int capacity = Math.max(FIRST_CHUNKED_BYTES, bytes.length);
    while (capacity < needed) {
      capacity *= 2;
    }
    capacity = Math.min(capacity, bytesMax);
    if (!grow(2L * (capacity - bytes.length))) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, capacity);
    return true;
  }

  private boolean grow(long more) {
    if (!budget.tryReserve(more)) {
      return false;
    }
    reserved += more;
    return true;
  }
}
