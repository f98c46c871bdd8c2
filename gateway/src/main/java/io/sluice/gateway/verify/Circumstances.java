package io.sluice.gateway.verify;

import java.time.Instant;

/**
 * What a judgement depends on beside the request itself.
 *
 * @param now the time at which signed times and certificates are judged
 * @param certificates the certificates that have been fetched so far
 */
public record Circumstances(Instant now, Certificates certificates) {

  /** At this time, with no certificates at all. */
  public static Circumstances at(Instant now) {
    return new Circumstances(now, Certificates.NONE);
  }
}
