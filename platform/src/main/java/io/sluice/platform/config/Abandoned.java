package io.sluice.platform.config;

/**
 * Unwinds the readers whose records cannot be made, up to one that can do without. The faults have
 * been told already.
 */
final class Abandoned extends RuntimeException {
  private static final long serialVersionUID = 1;

  Abandoned() {
    super("a section has faults", null, false, false);
  }
}
