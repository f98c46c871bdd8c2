package io.sluice.gateway.log;

import java.time.Duration;

/** Lets time pass; a test turns its clock instead. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration) throws InterruptedException;
}
