package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.Reserved;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Reservations;
import dev.entente.reciprocity.Room;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What longer work wants set aside before it starts, for the ledger to check and record in one
 * step.
 *
 * @param epoch what the decision was bound to
 * @param nonce the request's, made durable in the same commit
 * @param fields every field that the work will touch
 * @param records how many records, none of which was seen, to make room for
 * @param lasting how long it is wanted for
 */
public record Provision(
    AgreementId agreement,
    DatasetId dataset,
    Stage stage,
    Epoch epoch,
    PolicyRevision policy,
    KeyId key,
    Sha256 request,
    Nonce nonce,
    List<Priced> fields,
    int records,
    Duration lasting) {
  public Provision {
    fields = List.copyOf(fields);
    if (fields.isEmpty() || records < 1) {
      throw new IllegalArgumentException("nothing is reserved for nothing");
    }
    if (lasting.isNegative() || lasting.isZero() || lasting.compareTo(Reservations.LONGEST) > 0) {
      throw new IllegalArgumentException("a reservation lasts at most " + Reservations.LONGEST);
    }
  }

  /** What the entry says, of as many whole records as fit by then; empty if not one does. */
  public Optional<Reserved> entry(Standing standing, Instant now) {
    Room room = standing.at(now).room();
    Map<Category, Amount> each = Priced.first(fields);
    int fitting = room.times(each, records);
    return fitting == 0 ? Optional.empty() : Optional.of(entry(room, each, fitting, now));
  }

  private Reserved entry(Room room, Map<Category, Amount> each, int times, Instant now) {
    Amount total = Amount.ZERO;
    var categories = new LinkedHashMap<Category, Amount>();
    for (var part : each.entrySet()) {
      Amount amount = new Amount(part.getValue().thousandths() * times);
      total = total.plus(amount);
      if (room.categories().containsKey(part.getKey())) {
        categories.put(part.getKey(), amount);
      }
    }
    return new Reserved(
        agreement,
        dataset,
        stage,
        epoch.entry(),
        policy,
        key,
        request,
        times,
        new Held(total, categories),
        now.truncatedTo(ChronoUnit.MILLIS).plus(lasting));
  }
}
