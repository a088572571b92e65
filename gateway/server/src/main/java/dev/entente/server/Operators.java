package dev.entente.server;

import dev.entente.ledger.Event;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Ledger;
import dev.entente.problem.Outcome;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.signature.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people in the settings against those whose keys the ledger holds. */
final class Operators {
  private Operators() {}

  /**
   * At the very first start, makes and records a key for each of these people. Later ones are
   * vouched for by those who are known.
   */
  static void record(Ledger ledger, List<String> people, OperatorKeys keys, Talk talk)
      throws KeysUnusable {
    var known = ledger.trust().signatories().names();
    if (!known.isEmpty()) {
      people.stream()
          .filter(name -> !known.contains(name))
          .forEach(name -> talk.say(notKnown(name)));
      return;
    }
    Map<String, VerifyingKey> made = keys.make(people);
    List<Event> added = new ArrayList<>();
    made.forEach(
        (name, key) -> added.add(new OperatorAdded(name, key.publicJwk(), Optional.empty())));
    ledger.change(
        (trust, _) -> Outcome.passed(trust.signatories().names().isEmpty() ? added : List.of()),
        Optional.empty());
  }

  private static String notKnown(String name) {
    return "operator %s is not known to the ledger yet: entente operator DIR %s JWK-FILE --as OPERATOR"
        .formatted(name, name);
  }
}
