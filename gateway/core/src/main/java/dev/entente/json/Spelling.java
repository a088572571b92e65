package dev.entente.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a name that is not known. */
public final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /**
   * The known name next to this one: at most a third of its letters away (one changed, left out,
   * added or swapped with its neighbour counts one), capitals not counted.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String meant = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> candidate.length() <= LONGEST)
        .filter(candidate -> distance(meant, lower(candidate)) <= Math.max(1, meant.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(meant, lower(candidate))));
  }

  /**
   * The question to be put behind a refusal, such as {@code "; did you mean `title`?"}, or nothing.
   */
  public static String question(String name, Collection<String> known) {
    return nearest(name, known).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int distance(String one, String other) {
    int[][] away = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        away[i][j] = i == 0 || j == 0 ? i + j : step(away, one, other, i, j);
      }
    }
    return away[one.length()][other.length()];
  }

  private static int step(int[][] away, String one, String other, int i, int j) {
    int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least = Math.min(away[i - 1][j - 1] + change, 1 + Math.min(away[i - 1][j], away[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, away[i - 2][j - 2] + 1) : least;
  }
}
