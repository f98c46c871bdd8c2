/** Tells repetitions of an event from new ones, by what was stored lately or is being stored. */
@NullMarked
package io.sluice.gateway.dedupe;

import org.jspecify.annotations.NullMarked;
