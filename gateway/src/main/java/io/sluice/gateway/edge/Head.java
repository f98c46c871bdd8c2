package io.sluice.gateway.edge;

import io.sluice.gateway.exchange.HeaderLines;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, as far as it decides whether the body is read.
 *
 * @param method the HTTP method
 * @param path the path as sent; null where the target has none
 * @param headers the header lines
 * @param announcedBytes the Content-Length, or -1 where only the end of the body will tell
 * @param peer the address of who is connected
 */
record Head(
    String method,
    @Nullable String path,
    HeaderLines headers,
    long announcedBytes,
    InetAddress peer) {}
