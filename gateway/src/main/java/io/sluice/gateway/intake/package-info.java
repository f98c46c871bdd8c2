/** Names a verified hook and decides what to append. Pure: no I/O, no clock, no chance. */
@NullMarked
package io.sluice.gateway.intake;

import org.jspecify.annotations.NullMarked;
