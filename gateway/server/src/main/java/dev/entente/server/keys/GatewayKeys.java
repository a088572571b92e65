package dev.entente.server.keys;

import dev.entente.operator.OwnKey;
import dev.entente.reciprocity.CellHash;
import dev.entente.signature.KeyId;
import dev.entente.signature.SigningKey;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What the gateway signs and seals with.
 *
 * @param gatewayRing signs answers, receipts and terms; Ed25519
 * @param logRing signs checkpoints; Ed25519
 * @param witness cosigns other logs' checkpoints; Ed25519
 * @param cursors seals cursors
 * @param pseudonyms names that stand for values; a new one would give every value another name
 * @param memory what is remembered of cells is hashed under it
 */
public record GatewayKeys(
    KeyRing gatewayRing,
    KeyRing logRing,
    SigningKey witness,
    Secret cursors,
    Secret pseudonyms,
    Secret memory) {

  /** The gateway's key that signs. */
  public SigningKey gateway() {
    return gatewayRing.current();
  }

  /** The log's key that signs. */
  public SigningKey log() {
    return logRing.current();
  }

  /** The ring of a key that can be rotated. */
  public KeyRing ring(OwnKey key) {
    return switch (key) {
      case GATEWAY -> gatewayRing;
      case LOG -> logRing;
    };
  }

  /** The keys that sign, by what for. */
  public Map<OwnKey, KeyId> own() {
    return Map.of(OwnKey.GATEWAY, gateway().id(), OwnKey.LOG, log().id());
  }

  /** The hashes by which cells and records are remembered. */
  public CellHash cells() {
    return new CellHash(ByteBuffer.wrap(memory.bytes()).getLong());
  }
}
