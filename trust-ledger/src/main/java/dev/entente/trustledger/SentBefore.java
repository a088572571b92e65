package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Receiving;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Sent;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.TreeHash;

/** What became of a contribution that was sent before, from what the store keeps of it. */
final class SentBefore {
  private SentBefore() {}

  static Receiving read(Store store, AgreementId agreement, Idempotency idempotency) {
    return store
        .answer(agreement, idempotency)
        .<Receiving>map(Receiving.Answered::new)
        .or(() -> store.sent(agreement, idempotency).map(sent -> judged(store, sent)))
        .orElseThrow(() -> new StoreException("a contribution that was sent before is not there"));
  }

  private static Receiving judged(Store store, Sent sent) {
    byte[] bytes =
        store
            .entry(sent.agreement(), sent.index())
            .orElseThrow(() -> new StoreException("entry " + sent.index() + " is not there"));
    Entry entry = EntryJson.read(bytes);
    if (!(entry.event() instanceof Received received)) {
      throw new StoreException("entry " + sent.index() + " is no contribution");
    }
    return new Receiving.Judged(
        sent.index(),
        Sha256.ofBytes(TreeHash.leaf(bytes).toBytes()),
        entry.time(),
        Fates.read(sent.fates()),
        received.credits().total().earned(),
        sent.view());
  }
}
