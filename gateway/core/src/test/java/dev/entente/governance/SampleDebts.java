package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A release that leaves a debt. */
final class SampleDebts {
  private SampleDebts() {}

  /** So many tickers, each worth 1. */
  static Event disclosed(AgreementId agreement, PolicyRevision policy, long records) {
    var ticker = new Priced(new FieldName("ticker"), new Category("accounts"), 1, Form.FULL);
    return new Disclosed(
        agreement,
        SampleTerms.ACCOUNTS,
        new Stage("early"),
        1,
        policy,
        DecisionId.fresh(),
        Optional.of(new Purpose("joint-planning")),
        Cabinet.PARTNER.id(),
        Sha256.hash(),
        List.of(new Touched(ticker, new Tally(records, 0, 0, 0, 0))),
        (int) records,
        Sha256.hash(),
        Amount.of(records),
        Amount.of(records),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }
}
