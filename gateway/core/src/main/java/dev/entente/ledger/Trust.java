package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Signatories;
import dev.entente.reciprocity.Account;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the ledger comes to: who stands where, and which policy decides. */
public interface Trust {
  Optional<Standing> standing(AgreementId agreement);

  Collection<Standing> standings();

  /** Who of ours signs orders, and with what. */
  Signatories signatories();

  /** The newest rotation of a key of ours; empty if it was never rotated. */
  Optional<Rotation> rotation(OwnKey key);

  /** What closed agreements of this partner left that no later one has started with yet. */
  Account debt(String partner);

  /** How the log went on from older copies of itself, oldest first. */
  List<Recovered> recoveries();

  /** The policies that were activated, and the one that decides. */
  PolicyHistory policies();

  /** The policy that decides; empty before the first. */
  default Optional<PolicyRevision> policy() {
    return policies().inForce();
  }
}
