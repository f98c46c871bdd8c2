package io.sluice.gateway.outbound;

import java.time.Duration;

/** Lets time go by before something is tried again. */
public interface Pause {

  /** Waits this long. */
  void of(Duration time) throws InterruptedException;
}
