package dev.entente.ledger;

/**
 * A receipt that both sides signed.
 *
 * @param index of the entry that released
 * @param acknowledgement the compact JWS of an {@link Acknowledgement}
 */
public record Countersigned(long index, String acknowledgement) {
  public Countersigned {
    if (!acknowledgement.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("an acknowledgement is a compact JWS");
    }
  }
}
