package dev.entente.signature;

/**
 * Another process of this gateway spent the request's nonce before, which shows only where both
 * record. Nothing was recorded or released.
 */
public final class Replayed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Replayed() {
    super("the nonce is spent");
  }
}
