/** Starts the parts of a process in order and stops them in reverse, each within a deadline. */
@NullMarked
package io.sluice.platform.life;

import org.jspecify.annotations.NullMarked;
