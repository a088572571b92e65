package dev.entente.trustledger.audit;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Recovered;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;

/**
 * What the audit came to.
 *
 * @param from the entry that the checks began with; 0 but where the log was audited before
 * @param size how many entries were read
 * @param root of the tree over them
 * @param disclosures how many entries released records
 * @param records how many records they released
 * @param value what that was worth
 * @param forgiven what leaks forgave
 * @param standings where each agreement stands
 * @param recoveries how the log went on from older copies of itself
 * @param lost how many entries those checkpoints from outside have that a recovery names as lost
 * @param findings what does not hold, in the order of the log; the first thousand
 * @param found how many there are in all
 */
public record AuditReport(
    long from,
    long size,
    TreeHash root,
    long disclosures,
    long records,
    Amount value,
    Amount forgiven,
    List<Standing> standings,
    List<Recovered> recoveries,
    List<Long> lost,
    List<Finding> findings,
    long found) {
  public AuditReport {
    standings = List.copyOf(standings);
    recoveries = List.copyOf(recoveries);
    lost = List.copyOf(lost);
    findings = List.copyOf(findings);
  }

  /** Whether everything holds. */
  public boolean holds() {
    return found == 0;
  }
}
