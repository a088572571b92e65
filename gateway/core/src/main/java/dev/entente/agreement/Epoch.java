package dev.entente.agreement;

import java.time.LocalDate;

/**
 * What a decision is bound to: while it lasts, nothing changes that decisions depend on.
 *
 * @param entry the index of the newest entry that changed what this agreement may see
 * @param day the UTC day
 */
public record Epoch(long entry, LocalDate day) {}
