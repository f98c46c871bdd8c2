package io.sluice.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Hands events to one writing thread through a bounded queue. Who logs never waits for the output:
 * when the queue is full, the event is dropped and counted.
 */
final class QueueingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private static final Duration STOP_MAX = Duration.ofSeconds(2);
  private static final long IDLE_POLL_MS = 100;
  private static final int BATCH_LENGTH_MAX = 64 * 1024;

  private final Line line;
  private final OutputStream out;
  private final BlockingQueue<ILoggingEvent> queue;
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
  private volatile boolean stopping;

  QueueingAppender(Line line, OutputStream out, int queuedEventsMax) {
    this.line = line;
    this.out = out;
    this.queue = new ArrayBlockingQueue<>(queuedEventsMax);
    this.writer = Thread.ofPlatform().name("log-writer").daemon().unstarted(this::writeAll);
  }

  @Override
  public void start() {
    super.start();
    writer.start();
  }

  /** Writes what is queued, but does not wait for a stuck output longer than told. */
  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    stopping = true;
    try {
      writer.join(STOP_MAX);
      dropped.add(queue.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many events were dropped so far. */
  long dropped() {
    return dropped.sum();
  }

  @Override
  protected void append(ILoggingEvent event) {
    // What may change later (the message's arguments, the thread's name) is fixed here.
    event.prepareForDeferredProcessing();
    if (!queue.offer(event)) {
      dropped.increment();
    }
  }

  private void writeAll() {
    StringBuilder batch = new StringBuilder();
    try {
      while (!stopping || !queue.isEmpty()) {
        ILoggingEvent event = queue.poll(IDLE_POLL_MS, TimeUnit.MILLISECONDS);
        int events = 0;
        while (event != null) {
          appendSafely(event, batch);
          events++;
          event = batch.length() < BATCH_LENGTH_MAX ? queue.poll() : null;
        }
        write(batch, events);
        batch.setLength(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A value whose toString throws costs its own event, not the log. */
  private void appendSafely(ILoggingEvent event, StringBuilder batch) {
    int start = batch.length();
    try {
      line.append(event, batch);
    } catch (RuntimeException e) {
      batch.setLength(start);
      dropped.increment();
    }
  }

  /** When the output is broken there is nowhere left to tell; the process goes on. */
  private void write(StringBuilder batch, int events) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      out.write(batch.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException | RuntimeException e) {
      dropped.add(events);
    }
  }
}
