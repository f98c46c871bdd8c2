package io.sluice.platform.life;

/** Says which part of a process could not be started, and why. */
public final class StartFailed extends Exception {

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

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
