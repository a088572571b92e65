package dev.entente.reciprocity;

import java.util.Arrays;
import java.util.Locale;

/**
 * How we answer what the other side did in the rounds so far: strategies of the iterated prisoner's
 * dilemma (Axelrod, <em>The Evolution of Cooperation</em>, 1984; Nowak and Sigmund, <em>Nature</em>
 * 355, 1992; Boyd, <em>Journal of Theoretical Biology</em> 136, 1989). None draws lots: whoever
 * holds the ledger comes to the same move.
 */
public enum Strategy {
  /** What the other side did last. */
  TIT_FOR_TAT {
    @Override
    public Move next(Play play) {
      return play.theirs();
    }
  },
  /** Answers only the second defection in a row. */
  TWO_TATS {
    @Override
    public Move next(Play play) {
      return play.theirsBefore() == Move.DEFECT ? play.theirs() : Move.COOPERATE;
    }
  },
  /** Tit for tat that lets every third defection pass, as generous as the payoffs bear. */
  GENEROUS {
    @Override
    public Move next(Play play) {
      return play.defections() % 3 == 0 ? Move.COOPERATE : play.theirs();
    }
  },
  /** Tit for tat that does not answer a defection which our own had earned. */
  CONTRITE {
    @Override
    public Move next(Play play) {
      return play.weStandWell() && !play.theyStandWell() ? Move.DEFECT : Move.COOPERATE;
    }
  },
  /** Never forgives. */
  GRIM {
    @Override
    public Move next(Play play) {
      return play.defections() > 0 ? Move.DEFECT : Move.COOPERATE;
    }
  };

  /** What a side does in a round. */
  public enum Move {
    COOPERATE,
    DEFECT
  }

  /** What we do in the next round. */
  public abstract Move next(Play play);

  /** The strategy of that name, such as {@code tit-for-tat}. */
  public static Strategy named(String name) {
    return Arrays.stream(values())
        .filter(strategy -> strategy.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`" + name + "` is no strategy; they are " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
