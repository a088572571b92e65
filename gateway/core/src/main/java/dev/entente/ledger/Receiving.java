package dev.entente.ledger;

import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.List;

/** What became of a contribution in the ledger. */
public sealed interface Receiving {
  /**
   * It is durable, now or since the same was sent before, and has not been answered yet.
   *
   * @param index of the entry in the log
   * @param leaf the entry's leaf hash (RFC 6962)
   * @param fates of the records, in their order
   * @param credit what they earned together
   * @param view what was kept of where the agreement stood after it; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Judged(
      long index, Sha256 leaf, Instant time, List<Credited> fates, Amount credit, byte[] view)
      implements Receiving {
    public Judged {
      fates = List.copyOf(fates);
    }
  }

  /**
   * The same was sent before, and this is the answer that was kept.
   *
   * @param body not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Answered(byte[] body) implements Receiving {}

  /** Something else was sent under the same key before. */
  record Conflicting() implements Receiving {}

  /** It was read under an older epoch than the ledger's. Read it again. */
  record Superseded() implements Receiving {}
}
