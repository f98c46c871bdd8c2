package io.sluice.gateway.limits;

/**
 * The bytes that all requests in flight may hold together, shared out so that no source can keep
 * the others out. Safe to share between threads; what is held is exact at any moment.
 *
 * <pre>
 *   0                                       7/10      7/8              1
 *   ├──── open: a source may hold what it leaves free ─┼─ quiet sources ┤
 *   └──────── to senders that repeat ────────┘ last call
 * </pre>
 *
 * <ol>
 *   <li>In the open part a source may hold as much as it leaves free. Alone it gets half; when two
 *       take all they can, a third of it stays free for others in the long run. A source that
 *       already has much is refused before one that has little.
 *   <li>To a source whose sender repeats what was refused, the open part is shorter. So when memory
 *       runs out, those are refused first, and the last of it is for senders that never come again.
 *   <li>The rest is for quiet sources: while a source holds no more than a quiet share, all that is
 *       free is open to it. The rest has as many quiet shares as sources were promised one.
 * </ol>
 *
 * <p>The promise: while no more than the promised number of sources hold anything, a source that
 * stays within its quiet share is never refused, whatever the others do. For once the open part is
 * full, only quiet sources get more, so that none has more than a quiet share beyond it.
 */
public final class FairShare {

  private static final int QUIET_PART = 8;

  private final long bytesMax;
  private final long openBytes;
  private final long openToRepeatersBytes;
  private final long quietBytes;
  private long bytesHeld;

  /**
   * @param bytesMax what all may hold together
   * @param quietSources how many sources at once are promised a quiet share
   */
  public FairShare(long bytesMax, int quietSources) {
    this.bytesMax = bytesMax;
    this.openBytes = bytesMax - bytesMax / QUIET_PART;
    this.openToRepeatersBytes = bytesMax / 10 * 7;
    this.quietBytes = bytesMax / QUIET_PART / quietSources;
  }

  /**
   * A new source, which may hold as much as fairness allows.
   *
   * @param sourceBytesMax a limit of its own beside that
   * @param repeats whether its sender sends again what was refused
   */
  public SourceBudget source(long sourceBytesMax, boolean repeats) {
    return new SourceBudget(this, sourceBytesMax, repeats);
  }

  /** The bytes reserved now. */
  public synchronized long bytesHeld() {
    return bytesHeld;
  }

  /** The most that may be reserved. */
  public long bytesMax() {
    return bytesMax;
  }

  /** What a source may hold that has the gateway for itself; a larger request never comes in. */
  public long loneBytesMax(boolean repeats) {
    return Math.max(openTo(repeats) / 2, quietBytes);
  }

  /** What a source may always hold, whatever the others do. */
  public long quietBytes() {
    return quietBytes;
  }

  /** One lock for both counts: it is held for a few additions, and nothing is called meanwhile. */
  synchronized boolean tryReserve(SourceBudget source, long bytes) {
    if (bytes > bytesMax - bytesHeld || !fits(source, bytes)) {
      return false;
    }
    bytesHeld += bytes;
    source.bytesHeld += bytes;
    return true;
  }

  synchronized void release(SourceBudget source, long bytes) {
    if (bytes > source.bytesHeld) {
      throw new IllegalStateException("more bytes came back than were taken");
    }
    bytesHeld -= bytes;
    source.bytesHeld -= bytes;
  }

  synchronized long bytesHeld(SourceBudget source) {
    return source.bytesHeld;
  }

  private boolean fits(SourceBudget source, long bytes) {
    long held = source.bytesHeld + bytes;
    if (held > source.bytesMax) {
      return false;
    }
    return held <= quietBytes || held <= openTo(source.repeats) - (bytesHeld + bytes);
  }

  private long openTo(boolean repeats) {
    return repeats ? openToRepeatersBytes : openBytes;
  }
}
