package dev.entente.reciprocity;

import dev.entente.reciprocity.Strategy.Move;
import java.util.ArrayList;
import java.util.List;

/** The iterated prisoner's dilemma between two players. */
final class Dilemma {
  /** Comes to a move from both sides' moves so far. */
  @FunctionalInterface
  interface Player {
    Move next(List<Move> own, List<Move> theirs);

    /** One of ours. */
    static Player of(Strategy strategy) {
      return (own, theirs) -> {
        Play play = Play.NONE;
        for (int i = 0; i < own.size(); i++) {
          play = play.after(own.get(i), theirs.get(i));
        }
        return strategy.next(play);
      };
    }

    /** Repeats these moves for ever, such as {@code CCD}. */
    static Player cycling(String moves) {
      return (own, _) -> move(moves.charAt(own.size() % moves.length()));
    }

    /** The same player, whose hand slips once. */
    default Player defectingBy(int turn) {
      return (own, theirs) -> own.size() == turn ? Move.DEFECT : next(own, theirs);
    }
  }

  private final List<Move> ours = new ArrayList<>();
  private final List<Move> theirs = new ArrayList<>();

  private Dilemma() {}

  static Dilemma played(Player us, Player them, int turns) {
    var dilemma = new Dilemma();
    for (int i = 0; i < turns; i++) {
      Move our = us.next(dilemma.ours, dilemma.theirs);
      dilemma.theirs.add(them.next(dilemma.theirs, dilemma.ours));
      dilemma.ours.add(our);
    }
    return dilemma;
  }

  private static Move move(char letter) {
    return letter == 'C' ? Move.COOPERATE : Move.DEFECT;
  }

  /** Our score and theirs. */
  String score() {
    return score(ours, theirs) + ":" + score(theirs, ours);
  }

  private static int score(List<Move> own, List<Move> others) {
    int score = 0;
    for (int i = 0; i < own.size(); i++) {
      boolean cooperated = own.get(i) == Move.COOPERATE;
      score += others.get(i) == Move.COOPERATE ? (cooperated ? 3 : 5) : (cooperated ? 0 : 1);
    }
    return score;
  }

  /** Our moves, such as {@code CCDC}. */
  String ours() {
    return letters(ours);
  }

  String theirs() {
    return letters(theirs);
  }

  private static String letters(List<Move> moves) {
    var letters = new StringBuilder();
    moves.forEach(move -> letters.append(move == Move.COOPERATE ? 'C' : 'D'));
    return letters.toString();
  }
}
