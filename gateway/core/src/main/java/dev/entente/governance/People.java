package dev.entente.governance;

import dev.entente.ledger.Change;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.Signatories;
import dev.entente.problem.Outcome;
import java.util.Optional;
import java.util.Set;

/** Who of ours may order anything. */
final class People {
  private static final int MOST_CREDENTIALS = 20;

  private People() {}

  /** Another of our people, named in the settings, whose key one who is known vouches for. */
  static Change add(VerifiedOrder order, Command.AddOperator add, Set<String> people) {
    return (trust, _) -> {
      Signatories known = trust.signatories();
      if (!people.contains(add.name())) {
        return Governance.refused(
            "`"
                + add.name()
                + "` is not under `operators` in entente.yaml; put the name there first");
      }
      if (known.names().contains(add.name())) {
        return Governance.refused("a key of `" + add.name() + "` is recorded already");
      }
      try {
        return unused(known, new Credential.Own(add.key()))
            .then(
                _ ->
                    Governance.recorded(
                        new OperatorAdded(add.name(), add.key(), Optional.of(order.document()))));
      } catch (IllegalArgumentException e) {
        return Governance.refused(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Something more that one of our people signs with, and nobody else does. */
  static Change enroll(VerifiedOrder order, Command.Enroll enroll) {
    return (trust, _) ->
        unused(trust.signatories(), enroll.credential())
            .then(
                known ->
                    known.of(order.operator()).size() < MOST_CREDENTIALS
                        ? Governance.recorded(new Ordered(order.document()))
                        : Governance.refused(
                            "`"
                                + order.operator()
                                + "` signs with "
                                + MOST_CREDENTIALS
                                + " keys, passkeys and accounts already"));
  }

  private static Outcome<Signatories> unused(Signatories known, Credential credential) {
    return known
        .holder(credential)
        .map(
            holder ->
                Governance.<Signatories>refused(
                    switch (credential) {
                      case Credential.Own _ -> "this is the key of `" + holder + "`";
                      case Credential.Passkey _ -> "this is a passkey of `" + holder + "`";
                      case Credential.Account _ -> "this is the account of `" + holder + "`";
                    }))
        .orElseGet(() -> Outcome.passed(known));
  }
}
