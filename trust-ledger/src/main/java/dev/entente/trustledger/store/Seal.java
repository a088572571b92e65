package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.TreeHash;

/**
 * What somebody holds the log to: its root at one size.
 *
 * @param whose for a finding, such as {@code the stored checkpoint}
 */
public record Seal(String whose, long size, TreeHash root) {}
