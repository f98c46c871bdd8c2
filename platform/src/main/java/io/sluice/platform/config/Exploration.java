package io.sluice.platform.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Every answer that a reader's questions can have, tried one after the other.
 *
 * <p>A reader may ask for further keys after a flag or a choice. The first run answers every
 * question with its fallback; each other answer is tried in a run of its own, under the answers
 * that led to the question. The number of runs grows with the number of answers, not with their
 * combinations.
 */
final class Exploration {

  private static final int RUNS_MAX = 10_000;

  private final Deque<Map<String, String>> untried = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private Map<String, String> current = Map.of();

  /** Runs {@code reader} until no question has an untried answer. */
  void run(Consumer<Boolean> reader) {
    untried.add(Map.of());
    for (int runs = 0; !untried.isEmpty() && runs < RUNS_MAX; runs++) {
      current = untried.remove();
      reader.accept(runs == 0);
    }
  }

  /** The answer of this run to a question; the others are noted to be tried later. */
  String answer(String question, String usual, List<String> answers) {
    String answer = current.getOrDefault(question, usual);
    known.add(question + "=" + usual);
    for (String other : answers) {
      if (known.add(question + "=" + other)) {
        Map<String, String> next = new HashMap<>(current);
        next.put(question, other);
        untried.add(next);
      }
    }
    return answer;
  }
}
