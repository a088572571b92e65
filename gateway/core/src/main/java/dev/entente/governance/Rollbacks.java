package dev.entente.governance;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import java.util.Optional;

/** How a policy that was in force before comes back. */
final class Rollbacks {
  private final KeptPolicies kept;

  Rollbacks(KeptPolicies kept) {
    this.kept = kept;
  }

  Outcome<Change> rollBack(VerifiedOrder order, Command.RollBack command) {
    return kept.whyNot(command.policy())
        .map(Governance::<Change>refused)
        .orElseGet(() -> Outcome.passed(change(order, command.policy())));
  }

  private static Change change(VerifiedOrder order, PolicyRevision policy) {
    return (trust, _) -> {
      var revision = trust.policies().activated().get(policy);
      if (revision == null) {
        return Governance.refused("policy " + policy + " was never in force here");
      }
      return trust.policy().equals(Optional.of(policy))
          ? Governance.refused("policy " + policy + " is in force")
          : Governance.recorded(
              new PolicyActivated(
                  policy, revision, Optional.empty(), Optional.of(order.document())));
    };
  }
}
