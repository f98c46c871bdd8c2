/** Makes the ids of requests. */
@NullMarked
package io.sluice.platform.id;

import org.jspecify.annotations.NullMarked;
