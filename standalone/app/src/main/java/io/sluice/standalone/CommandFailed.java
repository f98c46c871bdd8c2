package io.sluice.standalone;

/** Ends a command with a message for the person at the terminal, without a stack trace. */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  static final int FAILED = 1;
  static final int FAULTY_CONFIG = 3;

  private final int exitCode;

  CommandFailed(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
