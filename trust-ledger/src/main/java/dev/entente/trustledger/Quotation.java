package dev.entente.trustledger;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Quote;
import dev.entente.ledger.Quoting;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.PriceList;
import dev.entente.reciprocity.Pricing;
import dev.entente.reciprocity.Room;

/**
 * Prices against a draft what is not recorded. What is remembered for it is taken back before the
 * draft's next step.
 */
record Quotation(Draft draft, Quote quote, PriceList prices) {

  Quoting price() {
    return draft
        .inForce(quote.agreement(), quote.stage(), quote.epoch(), quote.policy())
        .map(this::price)
        .orElseGet(Superseded::new);
  }

  private Quoting price(Standing standing) {
    Room room = standing.room();
    Pricing pricing =
        draft.pricing(draft.memory().of(quote.agreement(), quote.dataset()), prices, room);
    try {
      int taken = pricing.take(quote.records());
      return Release.isTooMuch(taken, room, quote.fields())
          ? Exhausted.of(standing, room, quote.fields())
          : quoted(standing, pricing, taken);
    } finally {
      pricing.undo();
    }
  }

  private Quoting quoted(Standing standing, Pricing pricing, int taken) {
    var cost = pricing.cost();
    return new Quoting.Quoted(
        taken,
        cost.values().stream().reduce(Amount.ZERO, Amount::plus),
        standing.disclosed(standing.account().disclosed(cost), draft.next(), draft.now));
  }
}
