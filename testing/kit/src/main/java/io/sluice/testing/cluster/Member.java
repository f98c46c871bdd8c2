package io.sluice.testing.cluster;

import io.sluice.testing.FlakyLink;
import java.nio.file.Path;

/** A broker of a running cluster with the link in front of it, and what was done to it. */
final class Member {
  private final int id;
  private final Engine.Place place;
  private final FlakyLink link;
  private State state = State.DEAD;

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

  /** Undoes whatever was done to the broker and to its link. */
  void mend() {
    link.restore();
    thaw();
    start();
  }

  void copyLogTo(Path dir) {
    place.node().copyLogTo(dir.resolve("kafka-" + id + ".log"));
  }

  synchronized void close() {
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
