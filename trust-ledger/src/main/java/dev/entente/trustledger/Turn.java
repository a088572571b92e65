package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Leak;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Rounds;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.reciprocity.Amount;
import java.util.Optional;

/**
 * What a UTC day brings before anything is decided on it: the leak of every midnight that has
 * passed, then the rounds that are over.
 *
 * @param most how many entries a draft takes
 */
record Turn(Draft draft, int most) {

  /** Takes as much of it as the draft has room for; false if more is left. */
  boolean take() {
    for (Standing standing : draft.trust.standings()) {
      if (standing.state() == Lifecycle.ACTIVE && standing.terms().leak().isPresent()) {
        forgive(standing, standing.terms().leak().get());
      }
    }
    for (Standing standing : draft.trust.standings()) {
      closeRounds(standing);
    }
    return hasRoom();
  }

  private boolean hasRoom() {
    return draft.size() < most;
  }

  private void forgive(Standing before, Leak leak) {
    Standing standing = before;
    while (standing.forgiveness().through().isBefore(draft.today) && hasRoom()) {
      Amount exposure = standing.account().total().exposure();
      Amount amount = leak.forgives(exposure, standing.forgiveness().total());
      if (!amount.isPositive()) {
        return;
      }
      draft.append(
          new Forgiven(
              standing.terms().agreement(),
              standing.forgiveness().through().plusDays(1),
              amount,
              exposure.minus(amount)));
      standing = now(standing);
    }
  }

  private void closeRounds(Standing before) {
    Standing standing = before;
    Optional<Rounds.Closed> over = standing.roundOver(draft.today);
    while (over.isPresent() && hasRoom()) {
      close(standing, over.get());
      standing = now(standing);
      over = standing.roundOver(draft.today);
    }
  }

  /** The step back follows its round in the same commit. */
  private void close(Standing standing, Rounds.Closed round) {
    AgreementId agreement = standing.terms().agreement();
    long index = draft.next();
    draft.append(new RoundClosed(agreement, round));
    if (round.stepsBack()) {
      standing
          .terms()
          .ladder()
          .previous(standing.stage())
          .ifPresent(
              rung ->
                  draft.append(
                      new StageChanged(
                          agreement,
                          standing.stage(),
                          rung.stage(),
                          new Cause.SteppedBack(index))));
    }
  }

  private Standing now(Standing before) {
    return draft.trust.standing(before.terms().agreement()).orElseThrow();
  }
}
