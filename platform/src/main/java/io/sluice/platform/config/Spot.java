package io.sluice.platform.config;

/** A place in the file, counted from 1. */
record Spot(int line, int column) {
  static final Spot START = new Spot(1, 1);
}
