package dev.entente.server.keys;

import dev.entente.reciprocity.CellHash;
import dev.entente.signature.SigningKey;
import java.nio.ByteBuffer;

/**
 * What the gateway signs and seals with.
 *
 * @param gateway signs answers, receipts and terms; Ed25519
 * @param log signs checkpoints; Ed25519
 * @param witness cosigns other logs' checkpoints; Ed25519
 * @param cursors seals cursors
 * @param pseudonyms names that stand for values; a new one would give every value another name
 * @param memory what is remembered of cells is hashed under it
 */
public record GatewayKeys(
    SigningKey gateway,
    SigningKey log,
    SigningKey witness,
    Secret cursors,
    Secret pseudonyms,
    Secret memory) {

  /** The hashes by which cells and records are remembered. */
  public CellHash cells() {
    return new CellHash(ByteBuffer.wrap(memory.bytes()).getLong());
  }
}
