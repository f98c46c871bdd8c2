/**
 * What a body says as a document: whether it is sound, fits its schema, and is many events at once.
 */
@NullMarked
package io.sluice.gateway.payload;

import org.jspecify.annotations.NullMarked;
