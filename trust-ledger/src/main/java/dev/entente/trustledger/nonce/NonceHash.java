package dev.entente.trustledger.nonce;

import dev.entente.signature.Nonce;
import dev.entente.signature.Sha256;
import java.nio.ByteBuffer;

/**
 * A key's nonce as it is remembered: the first 128 bits of SHA-256 over key and nonce. To make two
 * that collide takes a partner 2^64 hashings, and spends only nonces of its own.
 */
public record NonceHash(long high, long low) {
  /** Bytes in one. */
  public static final int LENGTH = 16;

  // An empty place in the table looks like this.
  private static final NonceHash NONE = new NonceHash(0, 0);

  public static NonceHash of(Nonce nonce) {
    return next(
        ByteBuffer.wrap(
            Sha256.hash(nonce.key().thumbprint().bytes(), nonce.bytes()).bytes(), 0, LENGTH));
  }

  /** Reads the next one. */
  public static NonceHash next(ByteBuffer bytes) {
    var hash = new NonceHash(bytes.getLong(), bytes.getLong());
    return hash.equals(NONE) ? new NonceHash(0, 1) : hash;
  }

  /** Writes it. */
  public void put(ByteBuffer bytes) {
    bytes.putLong(high).putLong(low);
  }
}
