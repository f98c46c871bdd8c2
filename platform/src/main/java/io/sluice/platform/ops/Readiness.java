package io.sluice.platform.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the process can do its job: it can while no gate is closed. Every part that the job needs
 * keeps one gate, made before the ops server starts. Safe to use from any thread.
 */
public final class Readiness {

  private static final String STARTING = "starting";

  /* Reasons by closed gate; never changed in place, so that readers see all gates of one moment. */
  private final AtomicReference<Map<String, String>> closed = new AtomicReference<>(Map.of());
  private final List<String> names = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Something that must hold before the process is ready. */
  public final class Gate {

    private final String name;

    private Gate(String name) {
      this.name = name;
    }

    /** Says that it holds. */
    public void open() {
      change(name, "");
    }

    /** Says that it does not, and why, in words for people. */
    public void close(String reason) {
      change(name, reason.isEmpty() ? "closed" : reason);
    }
  }

  /** A new gate, closed because it is still starting. */
  public Gate gate(String name) {
    synchronized (names) {
      if (names.contains(name)) {
        throw new IllegalArgumentException("there is a gate " + name + " already");
      }
      names.add(name);
    }
    change(name, STARTING);
    return new Gate(name);
  }

  /** Whether no gate is closed. */
  public boolean isReady() {
    return closed.get().isEmpty();
  }

  /** The closed gates with their reasons, in the order in which they were closed. */
  public Map<String, String> closedGates() {
    return closed.get();
  }

  /**
   * Adds a listener that is called after every change, from the thread that made it. Changes may
   * overtake each other on their way: it should ask {@link #isReady} rather than count.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Closes a gate for a reason, or opens it for an empty one. */
  private void change(String gate, String reason) {
    Map<String, String> before = closed.getAndUpdate(reasons -> with(reasons, gate, reason));
    if (!before.getOrDefault(gate, "").equals(reason)) {
      listeners.forEach(Runnable::run);
    }
  }

  private static Map<String, String> with(Map<String, String> reasons, String gate, String reason) {
    Map<String, String> changed = new LinkedHashMap<>(reasons);
    if (reason.isEmpty()) {
      changed.remove(gate);
    } else {
      changed.put(gate, reason);
    }
    return Collections.unmodifiableMap(changed);
  }
}
