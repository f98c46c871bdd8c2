/** Load that remembers what was said yes to, and a check that all of it is stored. */
@NullMarked
package io.sluice.testing.tally;

import org.jspecify.annotations.NullMarked;
