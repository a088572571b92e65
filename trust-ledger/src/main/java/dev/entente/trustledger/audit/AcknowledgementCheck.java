package dev.entente.trustledger.audit;

import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Countersigned;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.IssuedReceipt;
import dev.entente.signature.CachedKeys;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/**
 * Receipts that the partner acknowledged: signed by a key of its own over what we had signed, and
 * of the very entry that this log has. That each is acknowledged once, the fold knows.
 *
 * @param origin of the log, which is our name too
 * @param gateway our keys
 */
record AcknowledgementCheck(LogReader log, String origin, Keys gateway) {
  private static final int MOST_KEYS = 64;

  void check(Exhibit at, Acknowledged acknowledged, Standing before) {
    at.holds(
        before.keys().containsKey(acknowledged.key()),
        "the key",
        "one of the partner's",
        acknowledged.key());
    Keys partner = new CachedKeys(before.keys()::get, MOST_KEYS);
    acknowledged.entries().forEach(signed -> check(at, acknowledged, signed, partner));
  }

  private void check(Exhibit at, Acknowledged acknowledged, Countersigned signed, Keys partner) {
    try {
      var found = Acknowledgement.verified(signed.acknowledgement(), partner, gateway);
      at.equal("the key of the acknowledgement", acknowledged.key(), found.key());
      check(at, acknowledged, signed, found.receipt());
    } catch (Malformed e) {
      at.holds(false, "the acknowledgement", "a receipt that both sides signed", e.reason());
    }
  }

  private void check(
      Exhibit at, Acknowledged acknowledged, Countersigned signed, IssuedReceipt receipt) {
    at.equal("the agreement of the receipt", acknowledged.agreement(), receipt.agreement());
    at.equal("the log of the receipt", origin, receipt.log());
    at.equal("the entry of the receipt", signed.index(), receipt.index());
    at.equal("the leaf of the receipt", leaf(at, signed.index()), Optional.of(receipt.leaf()));
  }

  /** Of an earlier entry; empty if there is none. */
  private Optional<Sha256> leaf(Exhibit at, long index) {
    return index >= at.index()
        ? Optional.empty()
        : log.entries(index, 1).stream()
            .map(kept -> Sha256.ofBytes(TreeHash.leaf(kept.bytes()).toBytes()))
            .findFirst();
  }
}
