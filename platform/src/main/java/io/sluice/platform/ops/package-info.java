/** Tells operators on a port of its own whether the process lives, is ready, and how it does. */
@NullMarked
package io.sluice.platform.ops;

import org.jspecify.annotations.NullMarked;
