package dev.entente.exchange;

import dev.entente.reciprocity.CellHash;

/**
 * What records are rendered with.
 *
 * @param pseudonyms the secret that agreements' pseudonyms are made under
 * @param cells the hash of the memory of cells, under the gateway's secret
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Secrets(byte[] pseudonyms, CellHash cells) {
  static Secrets of(Parts parts) {
    return new Secrets(parts.pseudonyms(), parts.cells());
  }
}
