package dev.entente.server.directory;

import java.util.Comparator;

/**
 * Something in a file that must be put right before the gateway starts.
 *
 * @param file relative to the alliance directory, such as {@code datasets/accounts.yaml}
 * @param line counted from 1
 * @param text what is wrong and what would be right
 */
public record Mistake(String file, int line, String text) implements Comparable<Mistake> {
  private static final Comparator<Mistake> ORDER =
      Comparator.comparing(Mistake::file)
          .thenComparingInt(Mistake::line)
          .thenComparing(Mistake::text);

  @Override
  public int compareTo(Mistake other) {
    return ORDER.compare(this, other);
  }

  /** As it is shown: {@code datasets/accounts.yaml:7: …}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + text;
  }
}
