/** Proves a request genuine, or says why it is not. Pure: no I/O and no clock of its own. */
@NullMarked
package io.sluice.gateway.verify;

import org.jspecify.annotations.NullMarked;
