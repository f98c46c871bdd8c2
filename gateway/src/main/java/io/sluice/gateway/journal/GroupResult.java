package io.sluice.gateway.journal;

import org.jspecify.annotations.Nullable;

/**
 * How the append of a group ended: its first entries are durable and have consecutive sequence
 * numbers, the rest is not in the journal.
 *
 * @param firstSequence the number of the first entry, where one is durable
 * @param durable how many are
 * @param rest why the others are not; null when there are none
 */
public record GroupResult(long firstSequence, int durable, @Nullable Refused rest) {}
