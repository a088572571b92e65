package dev.entente.server.overview;

import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.operator.Command;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as both sides read it: without who of ours ordered it, and why.
 *
 * @param isProved whether its bytes hold nothing of ours alone, so that they are shown with a proof
 */
public record Shared(Line line, boolean isProved) {
  /** The entry, if it is not ours alone, such as what we say among us of a proposal. */
  public static Optional<Shared> of(Stored stored) {
    Entry entry = EntryJson.read(stored.bytes());
    if (!isShared(entry.event())) {
      return Optional.empty();
    }
    Line line = Line.of(stored);
    return Optional.of(
        new Shared(
            new Line(
                line.index(),
                line.when(),
                line.kind(),
                line.what(),
                Optional.empty(),
                Optional.empty()),
            line.by().isEmpty()));
  }

  static boolean isShared(Event event) {
    return switch (event) {
      case Event.AgreementOpened _,
          Event.AgreementAccepted _,
          Event.AgreementAmended _,
          Event.AgreementResumed _,
          Event.KeyAdded _,
          Event.StageChanged _,
          Event.Disclosed _,
          Event.Reserved _,
          Event.Voided _,
          Event.Acknowledged _,
          Event.Received _,
          Event.Reversed _,
          Event.Forgiven _,
          Event.RoundClosed _,
          Event.DifferenceFound _,
          Event.RecoveryConsented _ ->
          true;
      case Event.PolicyActivated _,
          Event.OperatorAdded _,
          Event.ProviderKeySeen _,
          Event.StageProposed _,
          Event.LogRecovered _ ->
          false;
      case Event.Ordered(var document) -> isShared(document.command());
    };
  }

  private static boolean isShared(Command command) {
    return switch (command) {
      case Command.Suspend _,
          Command.Close _,
          Command.Revoke _,
          Command.Reach _,
          Command.Stake _,
          Command.Dispute _,
          Command.Resolve _,
          Command.OpenBooks _,
          Command.CloseBooks _ ->
          true;
      case Command.Propose _,
          Command.Approve _,
          Command.Comment _,
          Command.Withdraw _,
          Command.Refuse _,
          Command.Look _,
          Command.StepBack _,
          Command.Enroll _,
          Command.OfOwnKey _,
          Command.AddOperator _,
          Command.RollBack _,
          Command.Amend _,
          Command.Lower _,
          Command.Reverse _,
          Command.Recover _,
          Command.SignIn _ ->
          false;
    };
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    return line.json();
  }
}
