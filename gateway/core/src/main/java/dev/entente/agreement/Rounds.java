package dev.entente.agreement;

import dev.entente.catalog.ExchangeId;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import dev.entente.reciprocity.Play;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Give and take round by round. A round is a number of whole UTC days, the first one beginning on
 * the day of the acceptance.
 *
 * @param number of the round that is under way, from 1; 0 before the acceptance
 * @param began its first day
 * @param given all that had gone out before it
 * @param received all that had come in before it
 * @param taken how many records of each exchange have earned credit in it
 * @param matched how many rounds were matched since the stage was entered
 * @param play what the strategy remembers
 * @param verdict what the rounds so far mean
 */
public record Rounds(
    int number,
    LocalDate began,
    Amount given,
    Amount received,
    SequencedMap<ExchangeId, Long> taken,
    int matched,
    Play play,
    Verdict verdict) {

  /**
   * A round that is over.
   *
   * @param to the day after its last
   * @param given what went out in it; never below 0
   * @param received what came in; below 0 where more was reversed
   * @param move what the partner did; empty where nothing moved, and so nothing was owed
   * @param verdict what all rounds up to it mean
   */
  public record Closed(
      int number,
      LocalDate from,
      LocalDate to,
      Amount given,
      Amount received,
      Optional<Move> move,
      Verdict verdict) {

    /** Whether the stage goes down for it; a round in which nothing moved leaves it where it is. */
    public boolean stepsBack() {
      return move.isPresent() && verdict == Verdict.STEP_BACK;
    }
  }

  public Rounds {
    taken = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(taken));
  }

  static Rounds none(LocalDate day) {
    return new Rounds(
        0, day, Amount.ZERO, Amount.ZERO, new LinkedHashMap<>(), 0, Play.NONE, Verdict.ALLOW);
  }

  Rounds begin(LocalDate day, Account account) {
    Balance now = account.total();
    return new Rounds(
        1, day, now.given(), now.received(), new LinkedHashMap<>(), 0, Play.NONE, Verdict.ALLOW);
  }

  /** The round under way as it ends before that day; empty if it goes on. */
  Optional<Closed> over(LocalDate day, Round terms, Account account, boolean cooperated) {
    LocalDate end = began.plusDays(terms.days());
    if (number == 0 || end.isAfter(day)) {
      return Optional.empty();
    }
    Amount out = account.total().given().minus(given);
    Amount in = account.total().received().minus(received);
    Optional<Move> move = terms.played(out, in);
    Verdict next =
        move.map(their -> verdict.after(terms.strategy().next(play.after(our(cooperated), their))))
            .orElse(verdict);
    return Optional.of(new Closed(number, began, end, out, in, move, next));
  }

  /** We defect where we stopped the agreement; whatever else a round brought is theirs. */
  private static Move our(boolean cooperated) {
    return cooperated ? Move.COOPERATE : Move.DEFECT;
  }

  Rounds after(Closed closed, Account account, boolean cooperated) {
    Balance now = account.total();
    return new Rounds(
        number + 1,
        closed.to(),
        now.given(),
        now.received(),
        new LinkedHashMap<>(),
        closed.move().equals(Optional.of(Move.COOPERATE)) ? matched + 1 : matched,
        closed.move().map(their -> play.after(our(cooperated), their)).orElse(play),
        closed.verdict());
  }

  Rounds took(ExchangeId exchange, long records) {
    var more = new LinkedHashMap<>(taken);
    more.merge(exchange, records, Long::sum);
    return new Rounds(number, began, given, received, more, matched, play, verdict);
  }

  /** On another stage matched rounds are counted anew. */
  Rounds onAnotherStage() {
    return new Rounds(number, began, given, received, taken, 0, play, verdict);
  }
}
