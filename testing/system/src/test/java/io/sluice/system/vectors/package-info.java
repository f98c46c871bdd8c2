/** Signed requests whose verdicts come from the providers' own libraries, through the HTTP port. */
@NullMarked
package io.sluice.system.vectors;

import org.jspecify.annotations.NullMarked;
