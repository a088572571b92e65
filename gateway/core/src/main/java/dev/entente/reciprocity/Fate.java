package dev.entente.reciprocity;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of one record that a partner shares. */
public enum Fate {
  /** It is news, and earns what it is worth. */
  ACCEPTED,
  /** It was shared just so before. */
  DUPLICATE,
  /** It is not what the exchange's manifest asks for. */
  INVALID,
  /** It is older than the manifest allows. */
  STALE,
  /** It is what we had told. */
  ECHO,
  /** It would earn, but twice of what is expected in a round has come in already. */
  BEYOND_EXPECTED;

  /** The fate of that name, such as {@code beyond-expected}. */
  public static Fate named(String name) {
    return Arrays.stream(values())
        .filter(fate -> fate.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("`" + name + "` is no fate of a record"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
