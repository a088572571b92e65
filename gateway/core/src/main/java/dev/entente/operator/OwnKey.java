package dev.entente.operator;

import java.util.Locale;

/** The keys of ours that can be rotated. */
public enum OwnKey {
  /** Signs answers, receipts, terms, and what we ask of others. */
  GATEWAY,
  /** Signs the log's checkpoints. */
  LOG;

  /**
   * The key of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OwnKey named(String name) {
    for (OwnKey key : values()) {
      if (key.toString().equals(name)) {
        return key;
      }
    }
    throw new IllegalArgumentException("the keys that rotate are `gateway` and `log`");
  }

  /** Its name on the wire and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
