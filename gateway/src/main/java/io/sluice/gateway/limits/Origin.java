package io.sluice.gateway.limits;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who really calls, and by what URL.
 *
 * @param address the caller, or the nearest hop to it that can be trusted to be named rightly
 * @param scheme {@code http} or {@code https}, as a trusted proxy says; null where none does
 * @param host the host of the caller's URL, with its port where that is not the usual one, as a
 *     trusted proxy says; null where none does, and then the Host header holds
 */
public record Origin(InetAddress address, @Nullable String scheme, @Nullable String host) {}
