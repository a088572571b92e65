package dev.entente.server.trade;

import dev.entente.json.Malformed;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;

/**
 * An entry of a log at its place.
 *
 * @param leaf its leaf hash (RFC 6962)
 */
record Mirrored(long index, Sha256 leaf, Entry entry) {
  /**
   * Reads an entry as it is stored.
   *
   * @throws Malformed if this version cannot
   */
  static Mirrored of(Stored stored) {
    return new Mirrored(stored.index(), stored.leaf(), EntryJson.read(stored.bytes()));
  }
}
