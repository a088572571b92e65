package dev.entente.ledger;

import dev.entente.operator.Succession;
import dev.entente.signature.KeyId;

/**
 * A rotation of a key of ours: under way, or finished.
 *
 * @param entry the one that began or finished it
 */
public record Rotation(long entry, Succession succession, boolean isFinished) {

  /** The key that signs: the former one until the rotation is finished. */
  public KeyId current() {
    return isFinished ? succession.nextId() : succession.formerId();
  }
}
