package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Sha256;
import java.time.Instant;
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
  record Superseded() implements Recording {}

  /**
   * Not one record fits, or none matched while not one unseen record would fit; nothing was
   * recorded, and the two cases look alike.
   *
   * @param category the category at fault, where it is not the agreement's own window
   */
  record Exhausted(Standing standing, Optional<Category> category) implements Recording {}
}
