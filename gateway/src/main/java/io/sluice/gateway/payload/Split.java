package io.sluice.gateway.payload;

import java.util.List;

/** What became of splitting a body into its elements. */
public sealed interface Split {

  /** The elements in the order in which they stand in the body; none if every list is empty. */
  record Elements(List<Slice> slices) implements Split {}

  /** There is no list, or one is missing where the pointer leads: the body is one event. */
  record NoBatch() implements Split {}

  /** The lists hold more elements than may be. */
  record TooMany() implements Split {}

  /** The body is not one JSON value, or not a clear one. {@code why} does not quote it. */
  record Malformed(String why) implements Split {}
}
