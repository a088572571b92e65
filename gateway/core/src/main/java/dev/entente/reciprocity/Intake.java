package dev.entente.reciprocity;

/**
 * How many cells of one shared field were what, so that an auditor can recompute their credit.
 *
 * @param first never shared before
 * @param changed shared before, different now, and the first change of it that earns in its round
 * @param repeated shared just so before, or changed again in its round
 * @param echoed what we had told
 */
public record Intake(long first, long changed, long repeated, long echoed) {}
