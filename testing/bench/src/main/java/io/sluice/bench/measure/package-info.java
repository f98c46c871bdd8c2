/** Starts processes, has them loaded, and reads what that cost from the operating system. */
@NullMarked
package io.sluice.bench.measure;

import org.jspecify.annotations.NullMarked;
