package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.reciprocity.Amount;

/** What a release would come to, if it were recorded now. */
public sealed interface Quoting permits Quoting.Quoted, Recording.Exhausted, Recording.Superseded {
  /**
   * These records would leave.
   *
   * @param records how many of them, from the first, fit
   * @param value what they would cost
   * @param after where the agreement would stand
   */
  record Quoted(int records, Amount value, Standing after) implements Quoting {}
}
