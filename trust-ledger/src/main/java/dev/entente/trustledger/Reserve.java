package dev.entente.trustledger;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Provision;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.ledger.Reserving;
import dev.entente.ledger.Reserving.Crowded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;

/** Checks and records against a draft what is set aside. */
record Reserve(Draft draft, Provision provision) {
  private static final byte[] NO_MEMORY = {};

  /** As much as fits, and nothing out of another epoch. */
  Reserving record() {
    return draft
        .inForce(provision.agreement(), provision.stage(), provision.epoch(), provision.policy())
        .map(this::record)
        .orElseGet(Superseded::new);
  }

  private Reserving record(Standing standing) {
    if (standing.reservations().areFull()) {
      return new Crowded(standing, draft.now);
    }
    return provision
        .entry(standing, draft.now)
        .map(this::record)
        .orElseGet(() -> Exhausted.of(standing, standing.room(), provision.fields()));
  }

  private Reserving record(Reserved event) {
    long index = draft.next();
    var salt = Salt.fresh();
    TreeHash leaf = draft.append(event, salt, NO_MEMORY);
    return new Granted(
        index,
        Sha256.ofBytes(leaf.toBytes()),
        new Entry(draft.now, salt, event).time(),
        event,
        draft.trust.standing(event.agreement()).orElseThrow());
  }
}
