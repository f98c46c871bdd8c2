package io.sluice.gateway.source;

import io.sluice.gateway.content.MediaTypes;
import io.sluice.gateway.limits.CidrSet;
import io.sluice.gateway.limits.RateSettings;
import java.util.Optional;

/**
 * What a source may send, decided before its body is read.
 *
 * @param rate how many requests and bytes a second
 * @param allowFrom the addresses that it may call from; empty where any may
 * @param contentTypes the media types of its bodies
 * @param inFlightBytesMax the memory that its requests in flight may hold, in bytes
 * @param repeats whether its sender sends an event again that was refused
 * @param contentBytesMax the largest body once its content coding is undone, in bytes
 */
public record SourceLimits(
    RateSettings rate,
    Optional<CidrSet> allowFrom,
    MediaTypes contentTypes,
    long inFlightBytesMax,
    boolean repeats,
    int contentBytesMax) {

  static final SourceLimits NONE =
      new SourceLimits(
          RateSettings.UNLIMITED, Optional.empty(), MediaTypes.ANY, Long.MAX_VALUE, true, 4 << 20);
}
