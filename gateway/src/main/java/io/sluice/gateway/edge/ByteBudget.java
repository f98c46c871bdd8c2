package io.sluice.gateway.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all requests in flight may hold together. Full means that new requests are refused
 * before their bodies are read, so memory stays bounded whatever comes in.
 */
public final class ByteBudget {

  private final long bytesMax;
  private final AtomicLong bytesHeld = new AtomicLong();

  public ByteBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Takes {@code bytes} out of the budget, or nothing at all when they do not fit. */
  boolean tryReserve(long bytes) {
    if (bytesHeld.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    bytesHeld.addAndGet(-bytes);
    return false;
  }

  /** Gives reserved bytes back. */
  void release(long bytes) {
    bytesHeld.addAndGet(-bytes);
  }

  /** The bytes reserved now. */
  public long bytesHeld() {
    return bytesHeld.get();
  }

  /** The most that may be reserved. */
  public long bytesMax() {
    return bytesMax;
  }
}
