/**
 * What travels between the gateway and its subscribers: the event envelope, its two encodings, the
 * record headers, the topic names, and the reading of all of them.
 */
@NullMarked
package io.sluice.schemas;

import org.jspecify.annotations.NullMarked;
