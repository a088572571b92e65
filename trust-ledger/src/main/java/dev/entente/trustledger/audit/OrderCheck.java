package dev.entente.trustledger.audit;

import dev.entente.agreement.Subject;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Voided;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The documents in which our people signed their orders: by a key of theirs, for this gateway, just
 * then, once, and for what the entry does.
 */
final class OrderCheck {
  /** How long after it was last good an order may wait for its entry. */
  private static final Duration LONGEST_WAIT = OperatorDocument.SKEW;

  private final String origin;
  private final Set<String> spent = new HashSet<>();

  OrderCheck(String origin) {
    this.origin = origin;
  }

  void check(Exhibit at) {
    switch (at.event()) {
      case Ordered(var document) -> signed(at, document);
      case OperatorAdded(var name, var key, var document) ->
          document.ifPresent(it -> orders(at, it, new Command.AddOperator(name, key)));
      case PolicyActivated(var policy, _, _, var document) ->
          document.ifPresent(it -> orders(at, it, new Command.RollBack(policy)));
      case AgreementAmended(var terms, _, var document) ->
          orders(at, document, new Command.Amend(terms.agreement(), terms.hash()));
      case StageProposed proposed -> proposes(at, proposed);
      case StageChanged(var agreement, _, var to, Cause.Lowered(var document)) ->
          orders(at, document, new Command.Lower(agreement, to));
      case Reversed(var agreement, long entry, _, _, var document) ->
          orders(at, document, new Command.Reverse(agreement, entry));
      case LogRecovered(var recovery, var document) -> orders(at, document, recovery.recover());
      case StageChanged _,
          AgreementOpened _,
          AgreementAccepted _,
          AgreementResumed _,
          KeyAdded _,
          Disclosed _,
          Reserved _,
          Voided _,
          ProviderKeySeen _,
          Received _,
          Forgiven _,
          Acknowledged _,
          DifferenceFound _,
          RecoveryConsented _,
          RoundClosed _ -> {}
    }
  }

  private void orders(Exhibit at, OperatorDocument document, Command command) {
    at.equal("the command signed", command, document.command());
    signed(at, document);
  }

  private void proposes(Exhibit at, StageProposed proposed) {
    at.holds(
        proposed.by().command() instanceof Command.Propose(var agreement, Subject.Raise _, _)
            && agreement.equals(proposed.agreement()),
        "the command signed",
        "to propose a raise of " + proposed.agreement(),
        proposed.by().command());
    signed(at, proposed.by());
  }

  private void signed(Exhibit at, OperatorDocument document) {
    at.holds(
        at.before().signatories().haveSigned(document),
        "the operator's signature",
        "made by the key recorded for " + document.operator(),
        "by " + document.key());
    at.equal("the gateway that is ordered", origin, document.gateway());
    Instant time = at.entry().time();
    at.holds(
        document.isFresh(time) || document.isFresh(time.minus(LONGEST_WAIT)),
        "the time",
        "while the order was good, from " + document.issued() + " to " + document.expires(),
        time);
    at.holds(
        spent.add(document.key() + " " + document.nonce()),
        "the order's nonce",
        "used once",
        document.nonce());
  }
}
