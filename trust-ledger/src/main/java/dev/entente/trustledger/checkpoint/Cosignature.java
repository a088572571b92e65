package dev.entente.trustledger.checkpoint;

import java.time.Instant;

/** A witness's good signature of a checkpoint. Made only by making or verifying it. */
public final class Cosignature {
  private final CosignerKey key;
  private final Instant time;
  private final SignatureLine line;

  Cosignature(CosignerKey key, Instant time, SignatureLine line) {
    this.key = key;
    this.time = time;
    this.line = line;
  }

  public CosignerKey key() {
    return key;
  }

  /** When the witness says it signed. */
  public Instant time() {
    return time;
  }

  SignatureLine line() {
    return line;
  }

  /** The signature line, with its newline. */
  @Override
  public String toString() {
    return line + "\n";
  }
}
