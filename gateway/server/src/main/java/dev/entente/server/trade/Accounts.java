package dev.entente.server.trade;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Difference;
import dev.entente.ledger.Difference.Side;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Fold;
import dev.entente.reciprocity.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The balance that the peer keeps of us, computed again from the entries of its log. */
final class Accounts {
  private final Fold trust = new Fold();
  private final AgreementId agreement;
  private final String log;
  private final List<Difference> found = new ArrayList<>();

  /**
   * @param agreement there
   * @param log the peer's
   */
  Accounts(AgreementId agreement, String log) {
    this.agreement = agreement;
    this.log = log;
  }

  void follow(Mirrored mirrored) {
    try {
      trust.apply(mirrored.index(), mirrored.entry());
    } catch (IllegalStateException | IllegalArgumentException e) {
      found.add(difference(mirrored, "entry cannot follow", "cannot follow: " + e.getMessage()));
      return;
    }
    exposure(mirrored.entry().event())
        .filter(said -> !said.equals(exposure()))
        .ifPresent(
            said -> found.add(difference(mirrored, "exposure after entry", "exposure " + said)));
  }

  private Difference difference(Mirrored mirrored, String what, String theirs) {
    return new Difference(
        "balance-" + mirrored.index(),
        "the %s %d of the log %s".formatted(what, mirrored.index(), log),
        new Side("recomputed", Optional.empty(), "exposure " + exposure()),
        new Side(log, Optional.of(mirrored.index()), theirs));
  }

  private Amount exposure() {
    return trust
        .standing(agreement)
        .map(standing -> standing.account().total().exposure())
        .orElse(Amount.ZERO);
  }

  private static Optional<Amount> exposure(Event event) {
    return switch (event) {
      case Disclosed it -> Optional.of(it.exposure());
      case Received it -> Optional.of(it.exposure());
      case Forgiven it -> Optional.of(it.exposure());
      case Reversed it -> Optional.of(it.exposure());
      case RecoveryConsented it -> Optional.of(it.exposure());
      default -> Optional.empty();
    };
  }

  List<Difference> found() {
    return found;
  }
}
