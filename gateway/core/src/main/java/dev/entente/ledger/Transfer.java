package dev.entente.ledger;

import dev.entente.reciprocity.Amount;
import dev.entente.signature.Sha256;

/**
 * A release in another gateway's log, as its receipt names it.
 *
 * @param log the log's origin
 * @param index of the entry there
 * @param leaf the entry's leaf hash (RFC 6962)
 * @param value what it cost there
 */
public record Transfer(String log, long index, Sha256 leaf, Amount value) {
  private static final int LONGEST = 100;

  public Transfer {
    if (log.isEmpty() || log.length() > LONGEST || index < 0) {
      throw new IllegalArgumentException("a transfer names a log and an entry in it");
    }
  }
}
