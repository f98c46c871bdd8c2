package io.sluice.schemas;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The envelope's schema on its way into a registry. A virtual thread asks until the registry has
 * answered; from then on the id is known for good and the registry is not needed any more.
 */
public final class SchemaRegistration implements AutoCloseable {

  /** Where the schema is registered: its full name, as all topics share it. */
  public static final String SUBJECT = SchemaHistory.EVENT.newest().schema().getFullName();

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistration.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private final Supplier<SchemaRegistry.RegisterResult> attempt;
  private final DoubleSupplier random;
  private final Pause pause;
  private final CompletableFuture<Settled> settled = new CompletableFuture<>();
  private final Thread thread;
  private volatile State state = new Trying(0, "not answered yet");

  private SchemaRegistration(
      Supplier<SchemaRegistry.RegisterResult> attempt, DoubleSupplier random, Pause pause) {
    this.attempt = attempt;
    this.random = random;
    this.pause = pause;
    thread = Thread.ofVirtual().name("schema-registration").unstarted(this::run);
  }

  /** How to wait, such as {@code Thread::sleep}. */
  @FunctionalInterface
  public interface Pause {
    void pause(Duration delay) throws InterruptedException;
  }

  /** How far it has come. */
  public sealed interface State permits Trying, Settled {}

  /** Not there yet: failed so often, last for this reason. */
  public record Trying(int failures, String why) implements State {}

  /** How it ended. */
  public sealed interface Settled extends State permits Known, Failed {}

  /** The id is known for good. */
  public record Known(WireFormat.Confluent format) implements Settled {}

  /** There will be no id: the registry refused the schema, or this was closed first. */
  public record Failed(String why) implements Settled {}

  /**
   * Starts to register the newest schema.
   *
   * @param random numbers from 0 to below 1, for the back-off
   * @param pause waits between attempts
   */
  public static SchemaRegistration start(
      SchemaRegistry registry, DoubleSupplier random, Pause pause) {
    String schema = SchemaHistory.EVENT.newest().json();
    return start(() -> registry.register(SUBJECT, schema), random, pause);
  }

  static SchemaRegistration start(
      Supplier<SchemaRegistry.RegisterResult> attempt, DoubleSupplier random, Pause pause) {
    SchemaRegistration registration = new SchemaRegistration(attempt, random, pause);
    registration.thread.start();
    return registration;
  }

  /** The format to write, once the id is known. */
  public Optional<WireFormat.Confluent> current() {
    return state instanceof Known(WireFormat.Confluent format)
        ? Optional.of(format)
        : Optional.empty();
  }

  public State state() {
    return state;
  }

  /** Completes, always normally, when it has ended one way or the other. */
  public CompletableFuture<Settled> settled() {
    return settled.copy();
  }

  /** Stops asking. An id that is known stays known. The registry is left open. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      settle(ask());
    } catch (InterruptedException e) {
      settle(new Failed("closed before the registry had answered"));
    } catch (RuntimeException e) {
      LOG.error("registering the schema ended by a fault of its own", e);
      settle(new Failed(e.toString()));
    }
  }

  private Settled ask() throws InterruptedException {
    for (int failures = 1; ; failures++) {
      switch (attempt.get()) {
        case SchemaRegistry.Registered(int id) -> {
          LOG.info("schema {} is registered with id {}", SUBJECT, id);
          return new Known(new WireFormat.Confluent(id));
        }
        case SchemaRegistry.Refused(int status, String message) -> {
          LOG.error("the registry refuses schema {}: {} {}", SUBJECT, status, message);
          return new Failed(
              "the registry refuses schema %s: %d %s".formatted(SUBJECT, status, message));
        }
        case SchemaRegistry.Unreachable(String why) -> {
          state = new Trying(failures, why);
          Duration delay = BACKOFF.delay(failures, random.getAsDouble());
          LOG.warn("{}; failed {} times, next try in {} ms", why, failures, delay.toMillis());
          pause.pause(delay);
        }
      }
    }
  }

  private void settle(Settled end) {
    state = end;
    settled.complete(end);
  }
}
