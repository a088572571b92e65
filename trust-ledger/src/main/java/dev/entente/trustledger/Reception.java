package dev.entente.trustledger;

import dev.entente.agreement.Epoch;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Judgement;
import dev.entente.ledger.Receiving;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Sent;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/** Judges, credits and records one contribution against a draft. */
record Reception(Draft draft, Contribution contribution) {

  /** What becomes of it; empty if the same was sent before, and the store knows what became. */
  Optional<Receiving> record() {
    Optional<Sha256> before =
        draft.content(contribution.agreement(), contribution.idempotency().key());
    if (before.isPresent()) {
      return before.get().equals(contribution.idempotency().content())
          ? Optional.empty()
          : Optional.of(new Receiving.Conflicting());
    }
    return Optional.of(
        draft
            .trust
            .standing(contribution.agreement())
            .filter(this::isInForce)
            .<Receiving>map(this::judge)
            .orElseGet(Receiving.Superseded::new));
  }

  private boolean isInForce(Standing standing) {
    return standing.state() == Lifecycle.ACTIVE
        && new Epoch(standing.epoch(), draft.today).equals(contribution.epoch());
  }

  private Receiving.Judged judge(Standing standing) {
    Judgement judgement = draft.judgement(contribution, standing);
    try {
      Received event = judgement.event();
      var entry = new Entry(draft.now, contribution.salt(), event);
      byte[] view = contribution.view().apply(draft.after(contribution.agreement(), entry));
      long index = draft.next();
      TreeHash leaf = draft.append(event, contribution.salt(), judgement.delta());
      byte[] fates = Fates.write(judgement.fates());
      draft.sent(
          new Sent(contribution.agreement(), contribution.idempotency(), index, fates, view));
      return new Receiving.Judged(
          index,
          Sha256.ofBytes(leaf.toBytes()),
          entry.time(),
          judgement.fates(),
          event.credits().total().earned(),
          view);
    } catch (RuntimeException e) {
      judgement.undo();
      throw e;
    }
  }
}
