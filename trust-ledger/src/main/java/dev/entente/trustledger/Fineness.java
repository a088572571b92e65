package dev.entente.trustledger;

import dev.entente.differencing.Past;
import dev.entente.ledger.Disclosure.Aggregate;
import java.util.Optional;

/**
 * What speaks against an aggregate. To hold it against all earlier ones takes long, so that is done
 * before its turn in the ledger; in its turn it is held against those alone that came in between.
 *
 * @param past what it was held against
 */
record Fineness(Aggregate aggregate, Past past, Optional<Past.Objection> found) {

  static Fineness of(Aggregate aggregate, Past past) {
    return new Fineness(aggregate, past, past.against(aggregate.shown(), aggregate.budget()));
  }

  Optional<Past.Objection> objection(Past now) {
    return found.isPresent() || now.equals(past)
        ? found
        : now.against(aggregate.shown(), aggregate.budget(), past);
  }
}
