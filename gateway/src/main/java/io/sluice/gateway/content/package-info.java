/** What a body is: its media type, and how it was made smaller for the way. */
@NullMarked
package io.sluice.gateway.content;

import org.jspecify.annotations.NullMarked;
