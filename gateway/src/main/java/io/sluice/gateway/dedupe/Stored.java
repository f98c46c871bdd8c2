package io.sluice.gateway.dedupe;

/** What an answer says of a stored event. */
public record Stored(String eventId, String eventType) {}
