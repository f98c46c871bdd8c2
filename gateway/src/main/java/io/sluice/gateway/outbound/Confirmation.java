package io.sluice.gateway.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Calls the URLs by which providers want subscriptions confirmed. Nobody waits for it; what is lost
 * by an end or by too many is sent again by the provider.
 */
public final class Confirmation implements AutoCloseable {

  static final int UNDERWAY_MAX = 100;
  private static final int CALLS_MAX = 8;

  /** The pauses before a call is tried again. */
  static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));

  private final Transport transport;
  private final Pause pause;
  private final OutboundReport report;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore slots = new Semaphore(CALLS_MAX);

  /* Guarded by this. */
  private final Set<URI> underway = new HashSet<>();
  private boolean closed;

  public Confirmation(Transport transport, Pause pause, OutboundReport report) {
    this.transport = transport;
    this.pause = pause;
    this.report = report;
  }

  /**
   * Calls a URL soon, which the caller has checked. While one call of a URL is under way, a further
   * one is the same.
   */
  public void visit(URI url) {
    if (!isUnderway(url)) {
      report.done(url.getHost(), false);
    }
  }

  private synchronized boolean isUnderway(URI url) {
    if (underway.contains(url)) {
      return true;
    }
    if (closed || underway.size() == UNDERWAY_MAX) {
      return false;
    }
    threads.execute(() -> call(url));
    return underway.add(url);
  }

  private void call(URI url) {
    boolean confirmed = false;
    try {
      confirmed = isConfirmed(url);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    } finally {
      synchronized (this) {
        underway.remove(url);
      }
      report.done(url.getHost(), confirmed);
    }
  }

  private boolean isConfirmed(URI url) throws InterruptedException {
    Attempt attempt = attempt(url);
    for (Duration time : PAUSES) {
      if (attempt != Attempt.IN_VAIN) {
        break;
      }
      pause.of(time);
      attempt = attempt(url);
    }
    return attempt == Attempt.CONFIRMED;
  }

  /** What one call came to. */
  private enum Attempt {
    CONFIRMED,
    /** The same call would be turned down again. */
    TURNED_DOWN,
    IN_VAIN
  }

  private Attempt attempt(URI url) throws InterruptedException {
    slots.acquire();
    try {
      return switch (transport.get(url)) {
        case Transport.Answer.Got(int status, _) when status >= 200 && status < 300 ->
            Attempt.CONFIRMED;
        case Transport.Answer.Got(int status, _)
            when status < 500 && status != 408 && status != 429 ->
            Attempt.TURNED_DOWN;
        case Transport.Answer.Got _, Transport.Answer.Failed _ -> Attempt.IN_VAIN;
      };
    } finally {
      slots.release();
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.shutdownNow();
    threads.close();
  }
}
