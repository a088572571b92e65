package dev.entente.trustledger.audit;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.ledger.Event.Reserved;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Room;
import java.util.Optional;

/**
 * What is set aside, against the terms, stage, policy and windows in force when it was. How many
 * there are at once, for how long, and that nothing is taken from what is over, the fold sees to.
 */
final class ReservationCheck {
  private ReservationCheck() {}

  static void reserved(Exhibit at, Reserved reserved, Standing before) {
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    at.equal("the stage", before.stage(), reserved.stage());
    at.equal("the epoch", before.epoch(), reserved.epoch());
    at.equal("the policy", at.before().policy(), Optional.of(reserved.policy()));
    at.holds(
        before.keys().containsKey(reserved.key()),
        "the key",
        "one of the partner's",
        reserved.key());
    at.holds(
        before.terms().datasets().containsKey(reserved.dataset()),
        "the dataset",
        "one of the agreement's",
        reserved.dataset());
    amounts(at, reserved.amount(), before.at(at.entry().time()).room());
  }

  private static void amounts(Exhibit at, Held amount, Room room) {
    at.holds(amount.total().isPositive(), "the amount", "more than nothing", amount.total());
    at.holds(
        amount.total().compareTo(room.total()) <= 0,
        "the amount",
        "at most what the window left, " + room.total(),
        amount.total());
    amount
        .categories()
        .forEach((category, part) -> category(at, category, part, amount.total(), room));
  }

  private static void category(
      Exhibit at, Category category, Amount part, Amount total, Room room) {
    at.holds(
        room.categories().containsKey(category),
        "the category " + category,
        "one with a window",
        "none");
    at.holds(
        part.isPositive() && part.compareTo(total) <= 0,
        "the amount of " + category,
        "a part of the whole, " + total,
        part);
    at.holds(
        part.compareTo(room.of(category)) <= 0,
        "the amount of " + category,
        "at most what its window left, " + room.of(category),
        part);
  }
}
