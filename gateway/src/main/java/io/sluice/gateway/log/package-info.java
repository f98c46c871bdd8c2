/** Appends records to Kafka and says what became of each. */
@NullMarked
package io.sluice.gateway.log;

import org.jspecify.annotations.NullMarked;
