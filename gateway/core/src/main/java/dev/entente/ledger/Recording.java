package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.differencing.Past;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Room;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a disclosure in the ledger. */
public sealed interface Recording {
  /**
   * It is durable, and these records may leave.
   *
   * @param index of the entry in the log
   * @param leaf the entry's leaf hash (RFC 6962)
   * @param records how many of the records, from the first, fit
   * @param value what they cost
   * @param after where the agreement stands after it
   */
  record Recorded(long index, Sha256 leaf, Instant time, int records, Amount value, Standing after)
      implements Recording {}

  /** The decision is of an older epoch than the ledger; nothing was recorded. Decide again. */
  record Superseded() implements Recording, Reserving, Quoting {}

  /**
   * An aggregate would, with earlier ones, tell of too few records, or tells something new although
   * enough has been told; nothing was recorded.
   */
  record TooFine(Past.Objection objection) implements Recording {}

  /**
   * Not one record fits, or none matched while not one unseen record would fit; nothing was
   * recorded, and the two cases look alike.
   *
   * @param room what was left
   * @param category the category at fault, where it is not the agreement's own window
   */
  record Exhausted(Standing standing, Room room, Optional<Category> category)
      implements Recording, Reserving, Quoting {
    /** Where that is left, and one record of these fields does not fit. */
    public static Exhausted of(Standing standing, Room room, List<Priced> fields) {
      return new Exhausted(
          standing,
          room,
          Priced.first(fields).entrySet().stream()
              .filter(part -> part.getValue().compareTo(room.of(part.getKey())) > 0)
              .map(Map.Entry::getKey)
              .findFirst());
    }
  }
}
