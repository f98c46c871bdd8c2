/** The {@code sluice} command line, and everything of Sluice in one process. */
@NullMarked
package io.sluice.standalone;

import org.jspecify.annotations.NullMarked;
