package io.sluice.gateway.edge;

import io.sluice.platform.config.Section;
import java.time.Duration;

/**
 * The limits of the HTTP edge.
 *
 * @param requestLineBytesMax longest request line, in bytes; beyond it 414
 * @param headerBytesMax longest header block, in bytes; beyond it 431
 * @param headTimeout how long a new connection may take to send its first whole request head
 * @param bodyTimeout how long a request may take to send its whole body; beyond it 408
 * @param keepAlive how long a connection may stay without a request
 * @param connectionsMax open connections; above it new ones are closed at once
 * @param inFlightBytesMax memory for all requests in flight, in bytes; above it 503
 */
public record HttpLimits(
    int requestLineBytesMax,
    int headerBytesMax,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration keepAlive,
    int connectionsMax,
    long inFlightBytesMax) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Reads the section {@code limits}. */
  public static HttpLimits read(Section limits) {
    return new HttpLimits(
        (int)
            limits.bytes(
                "request_line_max", 4096, 256, 65536, "Longest request line; beyond it 414."),
        (int)
            limits.bytes(
                "headers_max", 16384, 1024, 262144, "Largest header block; beyond it 431."),
        limits.duration(
            "head_timeout",
            Duration.ofSeconds(10),
            SECOND,
            HOUR,
            "How long a new connection may take to send its first whole request head."),
        limits.duration(
            "body_timeout",
            Duration.ofSeconds(10),
            SECOND,
            HOUR,
            "How long a request may take to send its whole body; beyond it 408."),
        limits.duration(
            "keep_alive",
            Duration.ofSeconds(75),
            SECOND,
            HOUR,
            "How long a connection may stay open without a request."),
        limits.number(
            "connections_max",
            16384,
            1,
            1_000_000,
            "Open connections; above it new ones are closed at once."),
        limits.bytes(
            "in_flight_max",
            48 << 20,
            1 << 20,
            1 << 30,
            "Memory for all requests in flight; above it 503 before the body is read."));
  }
}
