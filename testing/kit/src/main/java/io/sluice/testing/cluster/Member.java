package io.sluice.testing.cluster;

import io.sluice.testing.FlakyLink;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A broker of a running cluster with the link in front of it, and what was done to it. */
final class Member {
  private final int id;
  private final Engine.Place place;
  private final FlakyLink link;
  private State state = State.DEAD;
  private @Nullable ForgingProxy forging;

  Member(int id, Engine.Place place, FlakyLink link) {
    this.id = id;
    this.place = place;
    this.link = link;
    link.leadTo(place.clientPort());
    link.restore();
  }

  int id() {
    return id;
  }

  FlakyLink link() {
    return link;
  }

  synchronized boolean runs() {
    return state == State.RUNNING;
  }

  String directAddress() {
    return "127.0.0.1:" + place.directPort();
  }

  synchronized void start() {
    if (state == State.DEAD) {
      place.node().start();
      state = State.RUNNING;
    }
  }

  synchronized void kill() {
    thaw();
    if (state == State.RUNNING) {
      place.node().kill();
      state = State.DEAD;
    }
  }

  synchronized void freeze() {
    if (state == State.RUNNING) {
      place.node().freeze();
      state = State.FROZEN;
    }
  }

  synchronized void thaw() {
    if (state == State.FROZEN) {
      place.node().thaw();
      state = State.RUNNING;
    }
  }

  /** Has each write of a client refused by a forged answer, on new connections. */
  synchronized void forgeRefusals() {
    endForging();
    ForgingProxy started = ForgingProxy.to(place.clientPort());
    forging = started;
    link.cut();
    link.leadTo(started.port());
    link.restore();
  }

  synchronized void endForging() {
    if (forging != null) {
      link.leadTo(place.clientPort());
      forging.close();
      forging = null;
    }
  }

  /** Undoes whatever was done to the broker and to its link. */
  void mend() {
    endForging();
    link.restore();
    thaw();
    start();
  }

  void copyLogTo(Path dir) {
    place.node().copyLogTo(dir.resolve("kafka-" + id + ".log"));
  }

  synchronized void close() {
    endForging();
    thaw();
    place.node().close();
    link.close();
    state = State.DEAD;
  }

  private enum State {
    RUNNING,
    FROZEN,
    DEAD
  }
}
