/** Room. */
@NullMarked
package io.sluice.schemas;

import org.jspecify.annotations.NullMarked;
