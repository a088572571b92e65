package dev.entente.trustledger;

import dev.entente.agreement.Epoch;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.ledger.CellMemory;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Recording;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prices, checks and records one release against a draft.
 *
 * @param root over the leaves of all its records, which is right if all of them fit
 */
record Release(Draft draft, Disclosure disclosure, Sha256 root) {

  /** The rule of trust: the longest prefix that fits, and nothing out of another epoch. */
  Recording record() {
    Optional<Standing> standing = draft.trust.standing(disclosure.agreement());
    if (standing.isEmpty() || !isInForce(standing.get())) {
      return new Recording.Superseded();
    }
    Room room = standing.get().room();
    Pricing pricing = draft.pricing(disclosure, room);
    try {
      int taken = take(pricing);
      Map<Category, Amount> unseen = pricing.unseen();
      // A first record that does not fit costs no more than an unseen one, so rows or none look
      // alike.
      return taken == 0 && !room.fits(unseen)
          ? new Recording.Exhausted(standing.get(), atFault(room, unseen))
          : record(standing.get(), pricing, taken);
    } catch (RuntimeException e) {
      pricing.undo();
      throw e;
    }
  }

  private boolean isInForce(Standing standing) {
    return standing.state() == Lifecycle.ACTIVE
        && standing.stage().equals(disclosure.stage())
        && new Epoch(standing.epoch(), draft.today).equals(disclosure.epoch())
        && draft.trust.policy().equals(Optional.of(disclosure.policy()));
  }

  private int take(Pricing pricing) {
    int taken = 0;
    for (Cells cells : disclosure.records()) {
      if (!pricing.take(cells.key(), cells.hashes())) {
        break;
      }
      taken++;
    }
    return taken;
  }

  /** The first category whose window is too small, unless it is the agreement's own. */
  private static Optional<Category> atFault(Room room, Map<Category, Amount> cost) {
    return cost.entrySet().stream()
        .filter(part -> part.getValue().isPositive())
        .filter(part -> part.getValue().compareTo(room.of(part.getKey())) > 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Recording record(Standing standing, Pricing pricing, int records) {
    Map<Category, Amount> cost = pricing.cost();
    Account after = standing.account().disclosed(cost);
    Amount value = cost.values().stream().reduce(Amount.ZERO, Amount::plus);
    byte[] memory = pricing.delta().bytes();
    var event =
        new Disclosed(
            disclosure.agreement(),
            disclosure.dataset(),
            disclosure.stage(),
            disclosure.epoch().entry(),
            disclosure.policy(),
            disclosure.purpose(),
            disclosure.key(),
            disclosure.request(),
            touched(disclosure.fields(), pricing.tallies()),
            records,
            root(records),
            value,
            after.total().exposure(),
            CellMemory.hash(memory));
    long index = draft.next();
    TreeHash leaf = draft.append(event, disclosure.salt(), memory);
    return new Recording.Recorded(
        index,
        Sha256.ofBytes(leaf.toBytes()),
        new Entry(draft.now, disclosure.salt(), event).time(),
        records,
        value,
        draft.trust.standing(disclosure.agreement()).orElseThrow());
  }

  private Sha256 root(int records) {
    return records == disclosure.records().size()
        ? root
        : root(disclosure.records().subList(0, records));
  }

  /** The root over the leaves of these records. */
  static Sha256 root(List<Cells> records) {
    var root = new MerkleRoot();
    records.forEach(cells -> root.add(cells.leaf()));
    return root.root();
  }

  private static List<Touched> touched(List<Priced> fields, List<Tally> tallies) {
    var touched = new ArrayList<Touched>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      touched.add(new Touched(fields.get(i), tallies.get(i)));
    }
    return touched;
  }
}
