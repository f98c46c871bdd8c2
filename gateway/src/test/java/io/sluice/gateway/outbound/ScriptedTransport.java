package io.sluice.gateway.outbound;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Answers as a test has told it, in order, and then fails; waits while a test holds it back. */
final class ScriptedTransport implements Transport {

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<URI> called = new ArrayList<>();
  private final Semaphore allowed = new Semaphore(1_000_000);

  synchronized ScriptedTransport then(int status, String body) {
    answers.add(new Answer.Got(status, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return this;
  }

  synchronized ScriptedTransport thenFail() {
    answers.add(new Answer.Failed());
    return this;
  }

  /** Holds every call back from now on. */
  ScriptedTransport hold() {
    var _ = allowed.drainPermits();
    return this;
  }

  /** Lets this many calls go on. */
  void release(int calls) {
    allowed.release(calls);
  }

  /** The URLs that were called, in order. */
  synchronized List<URI> called() {
    return List.copyOf(called);
  }

  @Override
  public Answer get(URI url) {
    synchronized (this) {
      called.add(url);
    }
    try {
      allowed.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed();
    }
    synchronized (this) {
      return answers.isEmpty() ? new Answer.Failed() : answers.remove();
    }
  }
}
