/** Counts and times what the process does, for Prometheus; every meter is a row of one table. */
@NullMarked
package io.sluice.platform.metrics;

import org.jspecify.annotations.NullMarked;
