package io.sluice.gateway.dedupe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A waiter that remembers all it was told. */
final class Ears implements Waiter {

  private final List<Ending> heard = new CopyOnWriteArrayList<>();

  @Override
  public void settled(Ending ending) {
    heard.add(ending);
  }

  List<Ending> heard() {
    return heard;
  }
}
