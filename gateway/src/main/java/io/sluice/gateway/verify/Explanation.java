package io.sluice.gateway.verify;

import java.util.List;

/**
 * A scheme in words.
 *
 * @param steps what is checked, a line each
 * @param coversBody whether a change of the body is noticed
 * @param limitsAge whether a request that is replayed later is noticed by its time
 */
public record Explanation(List<String> steps, boolean coversBody, boolean limitsAge) {

  public Explanation {
    steps = List.copyOf(steps);
  }
}
