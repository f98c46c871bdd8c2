package io.sluice.gateway.limits;

/** What one source may hold of the memory that all share. Safe to share between threads. */
public final class SourceBudget {

  private final FairShare shared;

  /** The limit of this source alone. */
  final long bytesMax;

  /** Whether its sender sends again what was refused. */
  final boolean repeats;

  /** Belongs to {@link #shared}, which guards it with its lock. */
  long bytesHeld;

  SourceBudget(FairShare shared, long bytesMax, boolean repeats) {
    this.shared = shared;
    this.bytesMax = bytesMax;
    this.repeats = repeats;
  }

  /** Takes {@code bytes} out of the budget, or nothing at all when they do not fit. */
  public boolean tryReserve(long bytes) {
    return shared.tryReserve(this, bytes);
  }

  /** Gives reserved bytes back. */
  public void release(long bytes) {
    shared.release(this, bytes);
  }

  /** The bytes that this source has reserved now. */
  public long bytesHeld() {
    return shared.bytesHeld(this);
  }
}
