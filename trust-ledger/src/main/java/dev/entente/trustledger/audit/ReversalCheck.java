package dev.entente.trustledger.audit;

import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.reciprocity.Credits;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import java.util.Optional;

/** Credit that was withdrawn, against the contribution that had earned it. */
record ReversalCheck(LogReader log) {

  void check(Exhibit at, Reversed reversed, Standing before) {
    Optional<Received> received = received(at, reversed);
    if (received.isEmpty()) {
      at.holds(
          false,
          "the entry reversed",
          "an earlier contribution of " + reversed.agreement(),
          reversed.entry());
      return;
    }
    Credits credits = received.get().credits();
    at.equal("the credit", credits, reversed.credits());
    at.equal(
        "the exposure", before.account().reversed(credits).total().exposure(), reversed.exposure());
  }

  private Optional<Received> received(Exhibit at, Reversed reversed) {
    return reversed.entry() >= at.index()
        ? Optional.empty()
        : log.entries(reversed.entry(), 1).stream()
            .flatMap(kept -> read(kept).stream())
            .filter(it -> it.agreement().equals(reversed.agreement()))
            .findFirst();
  }

  private static Optional<Received> read(Kept kept) {
    try {
      return EntryJson.read(kept.bytes()).event() instanceof Received received
          ? Optional.of(received)
          : Optional.empty();
    } catch (Malformed | IllegalArgumentException e) {
      return Optional.empty(); // Found where it stands.
    }
  }
}
