package io.sluice.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Senders that post one event after the other, each over a connection that it keeps until an answer
 * ends it. One whose event was not taken in all its tries gives up.
 */
final class SteadySenders implements AutoCloseable {

  /** A try that did not bring the event in. */
  record Trouble(String eventId, long atNanos, String what) {}

  private final IntSupplier port;
  private final String source;
  private final String secret;
  private final int tries;
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();
  private final Queue<String> givenUp = new ConcurrentLinkedQueue<>();
  private final AtomicInteger farewells = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /**
   * @param port where to connect to next
   * @param tries how often an event is sent at the most
   */
  SteadySenders(IntSupplier port, String source, String secret, int tries) {
    this.port = port;
    this.source = source;
    this.secret = secret;
    this.tries = tries;
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      String name = "sender" + i;
      running.add(threads.submit(() -> new Sender(name).send()));
    }
  }

  /** Has them finish the event at hand, and waits for that. */
  void end() throws ExecutionException, InterruptedException {
    over = true;
    awaitAll();
  }

  /** Waits until all have given up. */
  void awaitAll() throws ExecutionException, InterruptedException {
    for (Future<?> sender : running) {
      sender.get();
    }
  }

  /** The ids of the events that were answered 202. */
  Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  List<Trouble> troubles() {
    return List.copyOf(troubles);
  }

  /** The ids of the events that were not taken in any try. */
  List<String> givenUp() {
    return List.copyOf(givenUp);
  }

  /** How many answers ended their connection. */
  int farewells() {
    return farewells.get();
  }

  @Override
  public void close() {
    over = true;
    threads.shutdownNow();
    threads.close();
  }

  private final class Sender {

    private final String name;
    private @Nullable KeepAliveSender connection;

    Sender(String name) {
      this.name = name;
    }

    void send() {
      boolean wanted = true;
      for (int n = 0; wanted && !over; n++) {
        wanted = isTaken(name + "-" + n);
      }
      hangUp();
    }

    private boolean isTaken(String eventId) {
      for (int i = 0; i < tries; i++) {
        String trouble = post(eventId);
        if (trouble.isEmpty()) {
          return true;
        }
        troubles.add(new Trouble(eventId, System.nanoTime(), trouble));
        hangUp();
      }
      givenUp.add(eventId);
      return false;
    }

    /** What went wrong, empty when the event was answered 202. */
    private String post(String eventId) {
      try {
        if (connection == null) {
          connection = new KeepAliveSender(port.getAsInt(), source, secret);
        }
        KeepAliveSender.Answer answer = connection.post(eventId, "{}".getBytes(UTF_8));
        if ("close".equals(answer.headers().get("connection"))) {
          farewells.incrementAndGet();
          hangUp();
        }
        if (answer.status() != 202) {
          return "answered " + answer.status();
        }
        accepted.add(eventId);
        return "";
      } catch (Exception e) {
        return e.toString();
      }
    }

    private void hangUp() {
      if (connection != null) {
        try {
          connection.close();
        } catch (IOException e) {
          // it is gone either way
        }
        connection = null;
      }
    }
  }
}
