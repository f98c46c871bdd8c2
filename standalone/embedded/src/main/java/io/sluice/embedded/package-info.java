/** Room. */
@NullMarked
package io.sluice.embedded;

import org.jspecify.annotations.NullMarked;
