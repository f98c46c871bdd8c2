package io.sluice.platform.life;

import java.util.concurrent.ExecutionException;

/** Says which part of a process could not be started, and why. */
public final class StartFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String part;

  StartFailed(String part, String why) {
    super(part + " could not be started: " + why);
    this.part = part;
  }

  StartFailed(String part, Throwable cause) {
    super(part + " could not be started: " + reason(cause), cause);
    this.part = part;
  }

  /** The name of the part. */
  public String part() {
    return part;
  }

  /** Futures wrap what went wrong; people want to read what it was. */
  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
