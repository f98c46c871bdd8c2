package io.sluice.gateway.dedupe;

/**
 * What an answer says of a stored event.
 *
 * @param inJournal whether it was in the journal when it was said to be stored, and not in Kafka
 */
public record Stored(String eventId, String eventType, boolean inJournal) {}
