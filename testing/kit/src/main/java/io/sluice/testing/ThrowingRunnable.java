package io.sluice.testing;

/** Work, usually an assertion, that may throw anything. */
@FunctionalInterface
public interface ThrowingRunnable {
  void run() throws Throwable;
}
