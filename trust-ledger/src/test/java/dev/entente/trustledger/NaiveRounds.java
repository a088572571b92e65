package dev.entente.trustledger;

import dev.entente.reciprocity.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Give and take round by round as TRUST says it, a list of moves and no more. In thousandths. */
final class NaiveRounds {
  private final int days;
  private final boolean twoTats;
  private final List<Boolean> defections = new ArrayList<>();
  private long givenBefore;
  private long receivedBefore;
  private LocalDate began;
  int number = 1;
  int matched;
  Verdict verdict = Verdict.ALLOW;

  NaiveRounds(LocalDate began, int days, boolean twoTats) {
    this.began = began;
    this.days = days;
    this.twoTats = twoTats;
  }

  /** Whether the stage goes down at that midnight. */
  boolean midnight(LocalDate day, long given, long received) {
    if (!began.plusDays(days).equals(day)) {
      return false;
    }
    long out = given - givenBefore;
    long in = received - receivedBefore;
    givenBefore = given;
    receivedBefore = received;
    began = day;
    number++;
    boolean moved = out > 0 || in > 0;
    if (moved) {
      boolean defected = 10 * in < 8 * out;
      defections.add(defected);
      matched += defected ? 0 : 1;
      judge();
    }
    return moved && verdict == Verdict.STEP_BACK;
  }

  /** Tit for tat answers the last defection, two tats only the second in a row. */
  private void judge() {
    int n = defections.size();
    boolean answered = defections.get(n - 1) && (!twoTats || (n > 1 && defections.get(n - 2)));
    if (!answered) {
      verdict = Verdict.ALLOW;
    } else {
      verdict = verdict == Verdict.ALLOW ? Verdict.HOLD : Verdict.STEP_BACK;
    }
  }
}
