/** Calls that the gateway makes itself: for certificates, and to confirm subscriptions. */
@NullMarked
package io.sluice.gateway.outbound;

import org.jspecify.annotations.NullMarked;
