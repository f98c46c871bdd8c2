/** Measures elapsed time and waits, so that nobody else has to ask the machine's clock. */
@NullMarked
package io.sluice.platform.time;

import org.jspecify.annotations.NullMarked;
