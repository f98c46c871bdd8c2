/**
 * Keeps records on the local disk, in order and through crashes, until somebody says that they are
 * done.
 */
@NullMarked
package io.sluice.gateway.journal;

import org.jspecify.annotations.NullMarked;
