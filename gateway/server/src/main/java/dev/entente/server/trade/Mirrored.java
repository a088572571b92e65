package dev.entente.server.trade;

import dev.entente.json.Malformed;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.signature.Sha256;

/**
 * An entry of a log at its place.
 *
 * @param leaf its leaf hash (RFC 6962)
 */
record Mirrored(long index, Sha256 leaf, Entry entry) {
  private static final byte[] LEAF = {0};

  /**
   * Reads an entry's bytes.
   *
   * @throws Malformed if this version cannot
   */
  static Mirrored of(long index, byte[] bytes) {
    return new Mirrored(index, Sha256.hash(LEAF, bytes), EntryJson.read(bytes));
  }
}
