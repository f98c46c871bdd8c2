/** A real cluster of three brokers that tests may kill, freeze, cut off and reconfigure. */
@NullMarked
package io.sluice.testing.cluster;

import org.jspecify.annotations.NullMarked;
