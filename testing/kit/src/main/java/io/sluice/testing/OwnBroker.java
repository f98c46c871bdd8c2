package io.sluice.testing;

/**
 * A broker that one test has to itself, to mistreat it.
 *
 * <p>Its address and its data stay the same whatever happens to it.
 */
public interface OwnBroker extends Broker, AutoCloseable {

  /** Freezes the broker: connections are accepted and stay open, and nothing is answered. */
  void pause();

  /** Ends a {@link #pause()}. */
  void resume();

  /** Stops the broker: connections are closed and new ones refused. */
  void stop();

  /** Starts the broker again after a {@link #stop()} and returns when it answers. */
  void start();

  @Override
  void close();
}
