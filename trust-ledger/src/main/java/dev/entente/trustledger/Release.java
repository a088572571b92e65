package dev.entente.trustledger;

import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.differencing.Past;
import dev.entente.ledger.CellMemory;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Recording;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.PriceList;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;
import dev.entente.reciprocity.Seen;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Prices, checks and records one release against a draft.
 *
 * @param prices of its fields
 * @param fineness of an aggregate, as it was before its turn
 */
record Release(Draft draft, Disclosure disclosure, PriceList prices, Optional<Fineness> fineness) {

  /** The rule of trust: the longest prefix that fits, and nothing out of another epoch. */
  Recording record() {
    return draft
        .inForce(
            disclosure.agreement(), disclosure.stage(), disclosure.epoch(), disclosure.policy())
        .map(this::record)
        .orElseGet(Recording.Superseded::new);
  }

  private Recording record(Standing standing) {
    Optional<Past.Objection> objection =
        fineness.flatMap(it -> it.objection(standing.aggregates(disclosure.dataset())));
    Room left = standing.room();
    // Who has no credit left is told so and nothing else, or records could be counted for nothing.
    return objection.isPresent() && left.fits(Priced.first(disclosure.fields()))
        ? new Recording.TooFine(objection.get())
        : objection.isPresent()
            ? Recording.Exhausted.of(standing, left, disclosure.fields())
            : priced(standing);
  }

  private Recording priced(Standing standing) {
    OptionalLong reservation = reservation(standing);
    Room room = reservation.isPresent() ? standing.room(reservation.getAsLong()) : standing.room();
    Pricing pricing = draft.pricing(seen(), prices, room);
    try {
      int taken = pricing.take(disclosure.records());
      if (disclosure.aggregate().isPresent() && taken < disclosure.records().size()) {
        pricing.undo();
        return Recording.Exhausted.of(standing, room, disclosure.fields());
      }
      return isTooMuch(taken, room, disclosure.fields())
          ? Recording.Exhausted.of(standing, room, disclosure.fields())
          : record(standing, pricing, taken, reservation);
    } catch (RuntimeException e) {
      pricing.undo();
      throw e;
    }
  }

  private Seen seen() {
    CellMemory memory = draft.memory();
    return disclosure.aggregate().isPresent()
        ? memory.ofGroups(disclosure.agreement(), disclosure.dataset())
        : memory.of(disclosure.agreement(), disclosure.dataset());
  }

  /** The reservation that it takes from, while that holds something for this dataset. */
  private OptionalLong reservation(Standing standing) {
    return disclosure.posting().stream()
        .mapToLong(Posting::reservation)
        .filter(
            entry ->
                standing
                    .reservations()
                    .find(entry)
                    .filter(it -> it.dataset().equals(disclosure.dataset()))
                    .isPresent())
        .findFirst();
  }

  /**
   * Whether there is no credit for them. A first record that does not fit costs no more than an
   * unseen one, so rows or none look alike.
   */
  static boolean isTooMuch(int taken, Room room, List<Priced> fields) {
    return taken == 0 && !room.fits(Priced.first(fields));
  }

  private Recording record(
      Standing standing, Pricing pricing, int records, OptionalLong reservation) {
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
            disclosure.decision(),
            disclosure.purpose(),
            disclosure.key(),
            disclosure.request(),
            touched(disclosure.fields(), pricing.tallies()),
            records,
            disclosure.tree().root(records),
            value,
            after.total().exposure(),
            CellMemory.hash(memory),
            reservation,
            disclosure.aggregate().map(Disclosure.Aggregate::shown));
    long index = draft.next();
    TreeHash leaf = draft.append(event, disclosure.salt(), memory);
    giveBack(records);
    return new Recording.Recorded(
        index,
        Sha256.ofBytes(leaf.toBytes()),
        new Entry(draft.now, disclosure.salt(), event).time(),
        records,
        value,
        draft.trust.standing(disclosure.agreement()).orElseThrow());
  }

  /** After the last release that takes from a reservation, all that is left of it. */
  private void giveBack(int records) {
    disclosure
        .posting()
        .filter(it -> it.last() && records == disclosure.records().size())
        .map(Posting::reservation)
        .filter(
            entry ->
                draft
                    .trust
                    .standing(disclosure.agreement())
                    .flatMap(it -> it.reservations().find(entry))
                    .isPresent())
        .ifPresent(entry -> draft.append(new Voided(disclosure.agreement(), entry)));
  }

  private static List<Touched> touched(List<Priced> fields, List<Tally> tallies) {
    var touched = new ArrayList<Touched>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      touched.add(new Touched(fields.get(i), tallies.get(i)));
    }
    return touched;
  }
}
