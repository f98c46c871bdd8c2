/**
 * The HTTP edge: takes requests in within limits and answers them. The only room that sets a
 * status.
 */
@NullMarked
package io.sluice.gateway.edge;

import org.jspecify.annotations.NullMarked;
