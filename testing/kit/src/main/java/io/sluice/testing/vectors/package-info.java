/** Signed requests whose verdicts come from the providers' own libraries, as data. */
@NullMarked
package io.sluice.testing.vectors;

import org.jspecify.annotations.NullMarked;
