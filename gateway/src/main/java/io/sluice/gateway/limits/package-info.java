/** Who calls, how often, how much, and how much of the gateway's memory each source may hold. */
@NullMarked
package io.sluice.gateway.limits;

import org.jspecify.annotations.NullMarked;
