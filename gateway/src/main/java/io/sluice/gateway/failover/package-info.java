/**
 * Decides whether an event goes to Kafka or into the journal, and brings it from there to Kafka.
 */
@NullMarked
package io.sluice.gateway.failover;

import org.jspecify.annotations.NullMarked;
