/** Wires the gateway together: one method per object. */
@NullMarked
package io.sluice.gateway.app;

import org.jspecify.annotations.NullMarked;
