/** What is said between a provider and the gateway, as plain values without HTTP machinery. */
@NullMarked
package io.sluice.gateway.exchange;

import org.jspecify.annotations.NullMarked;
