package dev.entente.reciprocity;

import dev.entente.reciprocity.Strategy.Move;

/**
 * What a {@link Strategy} remembers of the rounds that were played.
 *
 * @param theirs what they did in the last round
 * @param theirsBefore what they did in the one before it
 * @param defections how often they defected
 * @param weStandWell whether we did right: we cooperated, or answered one who had not done right
 * @param theyStandWell the same of them
 */
public record Play(
    Move theirs, Move theirsBefore, int defections, boolean weStandWell, boolean theyStandWell) {
  /** Before the first round: everybody is taken to have cooperated. */
  public static final Play NONE = new Play(Move.COOPERATE, Move.COOPERATE, 0, true, true);

  /** After one more round. */
  public Play after(Move our, Move their) {
    return new Play(
        their,
        theirs,
        their == Move.DEFECT ? Math.addExact(defections, 1) : defections,
        isRight(our, weStandWell, theyStandWell),
        isRight(their, theyStandWell, weStandWell));
  }

  /** A defection is right only as the answer of one who stands well to one who does not. */
  private static boolean isRight(Move move, boolean mover, boolean other) {
    return move == Move.COOPERATE || (mover && !other);
  }
}
