package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeId;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Category TARGETING = new Category("targeting");

  private Standing standing = accepted(SampleTerms.terms());
  private long entry = 10;

  @Test
  void aRoundIsOverWhenItsLastDayIs() {
    assertThat(standing.roundOver(DAY.plusDays(29))).isEmpty();
    var closed = standing.roundOver(DAY.plusDays(30)).orElseThrow();
    assertThat(closed.number()).isEqualTo(1);
    assertThat(closed.from()).isEqualTo(DAY);
    assertThat(closed.to()).isEqualTo(DAY.plusDays(30));
  }

  @Test
  void itIsMatchedWhereAsMuchCameInAsTheRatioAsks() {
    assertThat(round(100, 80).move()).contains(Move.COOPERATE);
    assertThat(round(1000, 799).move()).contains(Move.DEFECT);
    assertThat(standing.rounds().matched()).isEqualTo(1);
  }

  @Test
  void aRoundInWhichNothingMovedOwesNothingAndChangesNothing() {
    round(100, 0);
    var idle = round(0, 0);
    assertThat(idle.move()).isEmpty();
    assertThat(idle.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(standing.rounds().number()).isEqualTo(3);
    assertThat(standing.rounds().matched()).isZero();
  }

  @Test
  void aFirstUnmatchedRoundHoldsAFurtherOneStepsBackAMatchedOneAllows() {
    assertThat(round(100, 100).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(round(100, 0).verdict()).isEqualTo(Verdict.HOLD);
    assertThat(round(100, 0).verdict()).isEqualTo(Verdict.STEP_BACK);
    assertThat(round(100, 0).verdict()).isEqualTo(Verdict.STEP_BACK);
    assertThat(round(100, 100).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void eachRoundIsComparedByItselfAlone() {
    round(100, 500);
    assertThat(round(100, 0).move()).contains(Move.DEFECT);
  }

  @Test
  void aContriteStrategyLetsTheAnswerToARoundThatWeStoppedPass() {
    standing = accepted(SampleTerms.with("tit-for-tat", "contrite"));
    standing = standing.became(Lifecycle.SUSPENDED, entry++, Instant.EPOCH);
    round(100, 100);
    standing = standing.became(Lifecycle.ACTIVE, entry++, Instant.EPOCH);
    assertThat(round(100, 0).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(round(100, 0).verdict()).isEqualTo(Verdict.HOLD);
  }

  @Test
  void whatEarnedInARoundIsCountedInItAndMatchedRoundsAreCountedForAStage() {
    standing =
        standing.received(new ExchangeId("campaigns"), 7, Map.of(TARGETING, Amount.of(7)), entry++);
    assertThat(standing.rounds().taken()).containsEntry(new ExchangeId("campaigns"), 7L);
    round(0, 0);
    assertThat(standing.rounds().taken()).isEmpty();
    assertThat(standing.rounds().matched()).isEqualTo(1);
    standing = standing.at(standing.terms().ladder().stages().get(1), entry++, Instant.EPOCH);
    assertThat(standing.rounds().matched()).isZero();
  }

  /** Plays a round to its end. */
  private Rounds.Closed round(long given, long received) {
    Account account = standing.account();
    standing =
        standing.disclosed(
            account.disclosed(Map.of(TARGETING, Amount.of(given))),
            entry++,
            Instant.parse(DAY + "T10:00:00Z"));
    standing =
        standing.received(
            new ExchangeId("campaigns"), 1, Map.of(TARGETING, Amount.of(received)), entry++);
    LocalDate end = standing.rounds().began().plusDays(30);
    Rounds.Closed closed = standing.roundOver(end).orElseThrow();
    standing = standing.roundClosed(closed, entry++);
    return closed;
  }

  private static Standing accepted(Terms terms) {
    Instant when = Instant.parse(DAY + "T10:00:00Z");
    var contract = new Contract(terms, terms.hash(), new LinkedHashMap<>(), Optional.empty());
    return Standing.opened(contract, 1, when, Account.EMPTY).accepted(2, when);
  }
}
