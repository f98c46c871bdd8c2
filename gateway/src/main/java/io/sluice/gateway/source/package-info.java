/** The configured sources: which provider, which secrets, which topic. One immutable snapshot. */
@NullMarked
package io.sluice.gateway.source;

import org.jspecify.annotations.NullMarked;
