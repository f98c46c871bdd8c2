package io.sluice.platform.life;

/** One thing to do when a part starts or stops; it should give up when interrupted. */
@FunctionalInterface
public interface Step {

  void run() throws Exception;
}
