package io.sluice.platform.log;

/** How a log line looks. */
public enum LogFormat {
  /** One JSON object per line, for machines. */
  JSON,
  /** Aligned columns and {@code key=value}, for people. */
  TEXT
}
