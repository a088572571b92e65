package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Subject;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Opening;
import dev.entente.json.Doc;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import java.util.Map;
import java.util.Optional;

/** What people ordered, and what followed from it. */
final class OrderedJson {
  private OrderedJson() {}

  /** The kind of an order that is done by being recorded. */
  static String kind(Command command) {
    return switch (command) {
      case Command.Suspend _ -> "agreement.suspended";
      case Command.Close _ -> "agreement.closed";
      case Command.Propose(_, Subject.NewKey _, _) -> "key.proposed";
      case Command.Propose(_, Subject.Resumption _, _) -> "resumption.proposed";
      case Command.Approve _ -> "proposal.approved";
      case Command.Revoke _ -> "key.revoked";
      case Command.Reach _ -> "milestone.recorded";
      case Command.Stake _ -> "signal.recorded";
      case Command.Look _ -> "review.recorded";
      case Command.Dispute _ -> "dispute.opened";
      case Command.Resolve _ -> "dispute.resolved";
      case Command.OpenBooks _ -> "books.opened";
      case Command.CloseBooks _ -> "books.closed";
      case Command.BeginRotation _ -> "rotation.begun";
      case Command.FinishRotation _ -> "rotation.finished";
      case Command.StepBack _ -> "peer.recovered";
      case Command.Enroll _ -> "operator.enrolled";
      case Command.Comment _ -> "proposal.commented";
      case Command.Withdraw _ -> "proposal.withdrawn";
      case Command.Refuse _ -> "proposal.refused";
      case Command.Propose(_, Subject.Raise _, _),
          Command.AddOperator _,
          Command.SignIn _,
          Command.RollBack _,
          Command.Amend _,
          Command.Lower _,
          Command.Reverse _,
          Command.Recover _ ->
          throw new IllegalArgumentException("an order that has an entry of its own kind");
    };
  }

  static void ordered(Ordered ordered, Map<String, Object> json) {
    ordered.party().ifPresent(agreement -> json.put("agreement", agreement.value()));
    EntryValues.signed(ordered.by(), json);
  }

  static Ordered ordered(Doc doc) {
    return new Ordered(EntryValues.signed(doc));
  }

  static void operatorAdded(OperatorAdded added, Map<String, Object> json) {
    json.put("operator", added.operator());
    json.put("key", added.key().toJSONObject());
    added.by().ifPresent(document -> EntryValues.signed(document, json));
  }

  static OperatorAdded operatorAdded(Doc doc) {
    return new OperatorAdded(
        doc.at("operator").text(),
        EntryValues.jwk(doc.at("key")),
        doc.find("document").map(document -> OperatorDocument.parse(document.text())));
  }

  static void providerKey(ProviderKeySeen seen, Map<String, Object> json) {
    json.put("issuer", seen.issuer());
    json.put("key", seen.key().toJSONObject());
  }

  static ProviderKeySeen providerKey(Doc doc) {
    return new ProviderKeySeen(doc.at("issuer").text(), EntryValues.jwk(doc.at("key")));
  }

  static void stageProposed(StageProposed proposed, Map<String, Object> json) {
    json.put("agreement", proposed.agreement().value());
    json.put("opens", proposed.opens().stream().map(Opening::json).toList());
    json.put("worst-case", proposed.worst().decimal());
    json.put("evidence", proposed.evidence());
    EntryValues.signed(proposed.by(), json);
  }

  static StageProposed stageProposed(Doc doc) {
    return new StageProposed(
        doc.at("agreement").as(AgreementId::new),
        doc.at("opens").items().stream().map(OrderedJson::opening).toList(),
        EntryValues.amount(doc.at("worst-case")),
        doc.at("evidence").items().stream().map(Doc::count).toList(),
        EntryValues.signed(doc));
  }

  private static Opening opening(Doc doc) {
    return new Opening(
        doc.at("dataset").as(DatasetId::new),
        EntryValues.field(doc.at("field").text(), doc),
        doc.find("from").map(Doc::text),
        doc.at("to").text());
  }

  static void stageChanged(StageChanged changed, Map<String, Object> json) {
    json.put("agreement", changed.agreement().value());
    json.put("from", changed.from().value());
    json.put("to", changed.to().value());
    switch (changed.cause()) {
      case Cause.Approved(long proposal) -> json.put("proposal", proposal);
      case Cause.SteppedBack(long round) -> json.put("round", round);
      case Cause.Lowered(var document) -> EntryValues.signed(document, json);
    }
  }

  static StageChanged stageChanged(Doc doc) {
    return new StageChanged(
        doc.at("agreement").as(AgreementId::new),
        doc.at("from").as(Stage::new),
        doc.at("to").as(Stage::new),
        cause(doc));
  }

  private static Cause cause(Doc doc) {
    Optional<Cause> approved = doc.find("proposal").map(it -> new Cause.Approved(it.count()));
    return approved
        .or(() -> doc.find("round").map(it -> new Cause.SteppedBack(it.count())))
        .orElseGet(() -> new Cause.Lowered(EntryValues.signed(doc)));
  }

  static void resumed(AgreementResumed resumed, Map<String, Object> json) {
    json.put("agreement", resumed.agreement().value());
    json.put("proposal", resumed.proposal());
  }

  static AgreementResumed resumed(Doc doc) {
    return new AgreementResumed(
        doc.at("agreement").as(AgreementId::new), doc.at("proposal").count());
  }

  static void keyAdded(KeyAdded added, Map<String, Object> json) {
    json.put("agreement", added.agreement().value());
    json.put("key", added.key().toJSONObject());
    json.put("proposal", added.proposal());
  }

  static KeyAdded keyAdded(Doc doc) {
    return new KeyAdded(
        doc.at("agreement").as(AgreementId::new),
        EntryValues.jwk(doc.at("key")),
        doc.at("proposal").count());
  }
}
