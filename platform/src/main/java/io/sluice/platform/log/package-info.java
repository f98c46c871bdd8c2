/** Writes what happened as one line each, for machines or for people, and never blocks for it. */
@NullMarked
package io.sluice.platform.log;

import org.jspecify.annotations.NullMarked;
