package io.sluice.bench.load;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * One order being carried out, all on one event loop.
 *
 * <p>In an open loop each webhook has a time at which it is due, whatever became of those before
 * it, and its latency counts from there: a server that stalls is charged for all who would have
 * come meanwhile.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the outcome is what is waited for
final class LoadRun {

  private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(250);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int DIGITS = 3;

  private final LoadOrder order;
  private final EventLoop loop;
  private final LongSupplier ids;
  private final Consumer<LoadConnection> connector;
  private final CompletableFuture<LoadOutcome> done = new CompletableFuture<>();

  private final List<LoadConnection> all = new ArrayList<>();
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Map<Integer, Long> answers = new TreeMap<>();
  private final Histogram latencies = new Histogram(DIGITS);
  private boolean begun;
  private long startNanos;
  private long endNanos;
  private long lastAnswerNanos;
  private long sent;
  private long ended;
  private long broken;

  LoadRun(LoadOrder order, EventLoop loop, LongSupplier ids, Consumer<LoadConnection> connector) {
    this.order = order;
    this.loop = loop;
    this.ids = ids;
    this.connector = connector;
  }

  CompletableFuture<LoadOutcome> outcome() {
    return done;
  }

  /** Opens the connections; all begins once they are there. */
  void start() {
    for (int i = 0; i < order.connections(); i++) {
      LoadConnection connection =
          new LoadConnection(this, new PushRequest(i, order.bodyBytes(), order.keepAlive()));
      all.add(connection);
      connector.accept(connection);
    }
  }

  void connected(LoadConnection connection) {
    idle.add(connection);
    if (!begun && idle.size() == order.connections()) {
      begin();
    } else if (begun) {
      next();
    }
  }

  private void begin() {
    begun = true;
    startNanos = System.nanoTime();
    endNanos = startNanos + TimeUnit.SECONDS.toNanos(order.seconds());
    lastAnswerNanos = startNanos;
    if (order.perSecond() == 0) {
      while (!idle.isEmpty()) {
        send(System.nanoTime());
      }
    } else {
      tick();
    }
    loop.schedule(this::end, endNanos + PATIENCE_NANOS - startNanos, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    next();
    if (dueNanos(System.nanoTime()) < endNanos && !done.isDone()) {
      loop.schedule(this::tick, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** Sends what is due, as far as there are connections. */
  private void next() {
    long now = System.nanoTime();
    long due = dueNanos(now);
    while (!idle.isEmpty() && due <= now && due < endNanos) {
      send(due);
      due = dueNanos(now);
    }
    if (due >= endNanos && ended == sent) {
      end();
    }
  }

  /** When the next webhook is to be sent: in a closed loop now. */
  private long dueNanos(long now) {
    return order.perSecond() == 0
        ? now
        : startNanos + sent * TimeUnit.SECONDS.toNanos(1) / order.perSecond();
  }

  private void send(long due) {
    int source = (int) (sent % order.sources());
    sent++;
    idle.remove().send(source, ids.getAsLong(), due);
  }

  void answered(LoadConnection connection, int status) {
    lastAnswerNanos = System.nanoTime();
    long tookMicros = (lastAnswerNanos - connection.intendedNanos()) / 1_000;
    latencies.recordValue(Math.max(0, tookMicros));
    answers.merge(status, 1L, Long::sum);
    ended++;
    if (order.keepAlive()) {
      idle.add(connection);
      next();
    } else {
      connection.close();
    }
  }

  void gone(LoadConnection connection, boolean unanswered) {
    if (unanswered) {
      broken++;
      ended++;
    }
    idle.remove(connection);
    if (!done.isDone() && System.nanoTime() < endNanos) {
      connector.accept(connection);
    } else if (begun) {
      next();
    }
  }

  private void end() {
    if (!done.isDone()) {
      done.complete(
          LoadOutcome.of(
              answers, broken + sent - ended, (lastAnswerNanos - startNanos) / 1e9, latencies));
      all.forEach(LoadConnection::close);
    }
  }
}
