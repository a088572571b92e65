package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.disclosure.PolicyRevision;
import java.util.Collection;
import java.util.Optional;

/** What the ledger comes to: who stands where, and which policy decides. */
public interface Trust {
  Optional<Standing> standing(AgreementId agreement);

  Collection<Standing> standings();

  /** The policy that was activated last. */
  Optional<PolicyRevision> policy();
}
