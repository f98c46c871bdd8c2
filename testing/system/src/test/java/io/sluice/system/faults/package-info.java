/** Faults of Kafka under load: what the sender sees, what is lost, how long until all is well. */
@NullMarked
package io.sluice.system.faults;

import org.jspecify.annotations.NullMarked;
