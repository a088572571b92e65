package dev.entente.reciprocity;

/** Which record, as 128 bits of a keyed hash of its key's values. */
public record RecordKey(long high, long low) {}
