package io.sluice.gateway.app;

import io.sluice.gateway.edge.Admission.Door;
import io.sluice.platform.ops.Readiness;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether requests are taken: not before everything is ready once, and not after stopping began.
 *
 * <pre>
 *   STARTING ──ready once──▶ OPEN ──leave──▶ LEAVING ──stop──▶ STOPPING
 *       └───────────────────leave, stop──────────────────────────▲
 * </pre>
 */
final class Entrance {

  private final Readiness readiness;
  private final AtomicReference<Door> door = new AtomicReference<>(Door.STARTING);

  Entrance(Readiness readiness) {
    this.readiness = readiness;
  }

  Door door() {
    Door now = door.get();
    if (now == Door.STARTING && readiness.isReady()) {
      door.compareAndSet(Door.STARTING, Door.OPEN); // unless it began to stop meanwhile
      return door.get();
    }
    return now;
  }

  /** Begins to say goodbye; false where nobody was ever let in, and so nobody has to be told. */
  boolean leave() {
    boolean taking = door() == Door.OPEN;
    door.set(taking ? Door.LEAVING : Door.STOPPING);
    return taking;
  }

  void stop() {
    door.set(Door.STOPPING);
  }
}
