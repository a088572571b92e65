package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.TreeHash;

/**
 * What somebody holds the log to: its root at one size.
 *
 * @param whose for a finding, such as {@code the stored checkpoint}
 */
public record Seal(String whose, long size, TreeHash root) {
  /** What is demanded, as a finding tells it. */
  String demand() {
    return root + " by " + whose;
  }

  /** Whether the finding is that the log has another root there. */
  public boolean isContradictedBy(Finding finding) {
    return finding.index() == size && finding.expected().equals(demand());
  }
}
