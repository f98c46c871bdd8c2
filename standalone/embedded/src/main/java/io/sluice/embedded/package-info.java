/** A real Kafka broker inside this JVM, for one machine: its data survives restarts. */
@NullMarked
package io.sluice.embedded;

import org.jspecify.annotations.NullMarked;
