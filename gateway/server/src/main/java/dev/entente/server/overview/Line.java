package dev.entente.server.overview;

import dev.entente.agreement.Subject;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as people read it.
 *
 * @param what one sentence without a full stop
 * @param by who of ours ordered it
 * @param because why, in that person's words
 */
public record Line(
    long index,
    Instant when,
    String kind,
    String what,
    Optional<String> by,
    Optional<String> because) {

  /** As it stands in the log. */
  public static Line of(Stored stored) {
    Entry entry = EntryJson.read(stored.bytes());
    Optional<OperatorDocument> document = document(entry.event());
    return new Line(
        stored.index(),
        entry.time(),
        EntryJson.kind(entry.event()),
        what(entry.event()),
        document.map(OperatorDocument::operator),
        document.map(OperatorDocument::because));
  }

  static Optional<OperatorDocument> document(Event event) {
    return switch (event) {
      case Event.Ordered(var document) -> Optional.of(document);
      case Event.StageProposed proposed -> Optional.of(proposed.by());
      case Event.StageChanged(_, _, _, Event.Cause.Lowered(var document)) -> Optional.of(document);
      case Event.Reversed reversed -> Optional.of(reversed.by());
      case Event.AgreementAmended amended -> Optional.of(amended.by());
      case Event.OperatorAdded added -> added.by();
      case Event.PolicyActivated activated -> activated.by();
      case Event.LogRecovered recovered -> Optional.of(recovered.by());
      default -> Optional.empty();
    };
  }

  private static String what(Event event) {
    return switch (event) {
      case Event.AgreementOpened _ -> "agreement opened";
      case Event.AgreementAccepted _ -> "terms accepted by the partner";
      case Event.AgreementAmended _ -> "other terms offered";
      case Event.AgreementResumed _ -> "resumed";
      case Event.PolicyActivated _ -> "another policy decides";
      case Event.OperatorAdded added -> "operator " + added.operator() + " added";
      case Event.ProviderKeySeen seen -> "a key of " + seen.issuer() + " was seen";
      case Event.KeyAdded _ -> "a key of the partner added";
      case Event.StageProposed proposed ->
          "raise proposed, which opens " + counted(proposed.opens().size(), "field");
      case Event.StageChanged(_, var from, var to, _) -> "stage " + from + " to " + to;
      case Event.Disclosed disclosed ->
          "%s of %s released for %s"
              .formatted(
                  counted(disclosed.records(), "record"), disclosed.dataset(), disclosed.value());
      case Event.Reserved reserved ->
          "room for " + counted(reserved.records(), "record") + " reserved";
      case Event.Voided _ -> "what was reserved given back";
      case Event.Acknowledged acknowledged ->
          counted(acknowledged.entries().size(), "receipt") + " acknowledged";
      case Event.Received received ->
          "%s of %s earned %s"
              .formatted(
                  counted(received.earning(), "record"),
                  received.exchange(),
                  received.credits().total().earned());
      case Event.Reversed reversed -> "credit of entry " + reversed.entry() + " withdrawn";
      case Event.Forgiven forgiven -> forgiven.amount() + " forgiven";
      case Event.RoundClosed closed ->
          "round " + closed.round().number() + " closed: " + closed.round().verdict();
      case Event.DifferenceFound _ -> "the partner's log and ours differ";
      case Event.LogRecovered _ -> "the log went on from an older copy";
      case Event.RecoveryConsented _ -> "the partner consented to a recovery";
      case Event.Ordered(var document) -> what(document.command());
    };
  }

  private static String what(Command command) {
    return switch (command) {
      case Command.Propose(_, Subject.Raise(var stage), _) -> "raise to " + stage + " proposed";
      case Command.Propose(_, Subject.Resumption(), _) -> "to resume proposed";
      case Command.Propose(_, Subject.NewKey _, _) -> "a further key of the partner proposed";
      case Command.Approve approve -> "approved what entry " + approve.proposal() + " proposed";
      case Command.Comment comment -> "comment on entry " + comment.proposal();
      case Command.Withdraw withdraw -> "withdrew what entry " + withdraw.proposal() + " proposed";
      case Command.Refuse refuse -> "refused what entry " + refuse.proposal() + " proposed";
      case Command.Suspend _ -> "suspended";
      case Command.Close _ -> "closed";
      case Command.Revoke _ -> "a key of the partner revoked";
      case Command.Reach reach -> "milestone " + reach.milestone() + " reached";
      case Command.Stake stake -> "signal " + stake.signal().name() + " staked";
      case Command.Look look -> "review " + look.review().name() + ", next " + look.review().next();
      case Command.Dispute dispute -> "dispute " + dispute.name() + " opened";
      case Command.Resolve resolve -> "dispute " + resolve.name() + " resolved";
      case Command.OpenBooks(_, var reader) ->
          "books opened to " + reader.name() + " until " + reader.until();
      case Command.CloseBooks close -> "books closed for " + close.reader();
      case Command.StepBack _ -> "consented to a recovery of the partner's log";
      case Command.Enroll _ -> "enrolled something to sign with";
      case Command.BeginRotation _ -> "key rotation begun";
      case Command.FinishRotation _ -> "key rotation finished";
      case Command.AddOperator add -> "operator " + add.name() + " added";
      case Command.RollBack _ -> "policy rolled back";
      case Command.Amend _ -> "other terms offered";
      case Command.Lower lower -> "lowered to " + lower.stage();
      case Command.Reverse reverse -> "credit of entry " + reverse.entry() + " withdrawn";
      case Command.Recover _ -> "recovery";
      case Command.SignIn _ -> "signed in";
    };
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("index", index);
    json.put("time", when.toString());
    json.put("kind", kind);
    json.put("what", what);
    by.ifPresent(name -> json.put("by", name));
    because.ifPresent(why -> json.put("because", why));
    return json;
  }
}
