package io.sluice.gateway.journal;

/** What is kept, under its sequence number. */
public record JournalRecord(long sequence, int lane, byte[] payload) {}
