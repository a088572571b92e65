package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Shown;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Trust;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import java.util.List;
import java.util.Optional;

/** Terms, keys, and whether an agreement goes on. */
public final class Contracts {
  private final TermsOffer offers;

  Contracts(TermsOffer offers) {
    this.offers = offers;
  }

  /** Proposes what the agreement's file says now, if that is what was signed for. */
  Outcome<Change> amend(VerifiedOrder order, Command.Amend amend) {
    return offers
        .terms(amend.agreement())
        .then(
            terms ->
                terms.hash().equals(amend.termsHash())
                    ? Outcome.passed(amended(order, terms))
                    : Governance.refused(
                        "the file changed after the order was signed: its terms are "
                            + terms.hash()
                            + " now; look at it again, and sign again"));
  }

  private Change amended(VerifiedOrder order, Terms terms) {
    String signature = offers.sign(terms);
    return (trust, _) ->
        Governance.open(trust, terms.agreement())
            .then(standing -> amendable(trust, standing, terms))
            .then(
                _ -> Governance.recorded(new AgreementAmended(terms, signature, order.document())));
  }

  private static Outcome<Standing> amendable(Trust trust, Standing standing, Terms terms) {
    if (terms.hash().equals(standing.termsHash())) {
      return Governance.refused(
          "the file says what is in force already; there is nothing to amend");
    }
    if (!terms.partner().equals(standing.terms().partner())) {
      return Governance.refused(
          "an agreement keeps its partner, " + standing.terms().partner() + "; open a new one");
    }
    if (!terms.ladder().has(standing.stage())) {
      return Governance.refused(
          "the agreement is at stage "
              + standing.stage()
              + ", which the new ladder lacks; lower it first");
    }
    return overlap(trust, terms)
        .map(Governance::<Standing>refused)
        .orElseGet(() -> Outcome.passed(standing));
  }

  /**
   * Why these terms may not stand beside the open agreements that there are: one partner has one
   * agreement over a dataset, or a stage in one would open what the other holds back.
   */
  public static Optional<String> overlap(Trust trust, Terms terms) {
    for (Standing other : trust.standings()) {
      AgreementId id = other.terms().agreement();
      if (other.state().isOpen()
          && !id.equals(terms.agreement())
          && other.terms().partner().equals(terms.partner())) {
        for (DatasetId dataset : terms.datasets().keySet()) {
          if (other.terms().datasets().containsKey(dataset)) {
            return Optional.of(
                "%s has an open agreement over `%s` already, %s; close it, or leave the dataset out"
                    .formatted(terms.partner(), dataset, id));
          }
        }
      }
    }
    return Optional.empty();
  }

  static Change suspend(VerifiedOrder order, Command.Suspend suspend) {
    return (trust, _) ->
        Governance.open(trust, suspend.agreement())
            .then(
                standing ->
                    standing.state() == Lifecycle.ACTIVE
                        ? ordered(order)
                        : Governance.refused(
                            "only an active agreement is suspended; this is "
                                + standing.state()
                                + " since "
                                + standing.since()));
  }

  static Change close(VerifiedOrder order, Command.Close close) {
    return (trust, _) -> Governance.open(trust, close.agreement()).then(_ -> ordered(order));
  }

  static Change revoke(VerifiedOrder order, Command.Revoke revoke) {
    return (trust, _) ->
        Governance.open(trust, revoke.agreement())
            .then(
                standing ->
                    standing.keys().containsKey(revoke.key())
                        ? ordered(order)
                        : Governance.refused(
                            "the agreement has no key "
                                + revoke.key()
                                + "; it has "
                                + Shown.list(standing.keys().keySet())));
  }

  private static Outcome<List<Event>> ordered(VerifiedOrder order) {
    return Governance.recorded(new Ordered(order.document()));
  }
}
