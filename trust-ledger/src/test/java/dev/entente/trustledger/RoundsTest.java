package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Contributions.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.Rounds;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Recording;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
  @TempDir Path directory;

  @Test
  void a_round_ends_at_its_midnight_before_anything_of_that_day_is_decided() {
    try (Alliance alliance = playing()) {
      alliance.release(0, 10);
      share(alliance, 24);
      alliance.clock.pass(Duration.ofDays(6));
      alliance.release(100, 1);
      assertThat(closed(alliance)).isEmpty();
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(200, 1);

      // 33 went out and 24 came in, less than 0.8 of it; what leaves today is the next round's.
      assertThat(closed(alliance))
          .containsExactly(
              new Rounds.Closed(
                  1,
                  LocalDate.parse("2026-03-01"),
                  LocalDate.parse("2026-03-08"),
                  Amount.of(33),
                  Amount.of(24),
                  Optional.of(Move.DEFECT),
                  Verdict.HOLD));
      Rounds now = alliance.standing().rounds();
      assertThat(now.number()).isEqualTo(2);
      assertThat(now.began()).isEqualTo("2026-03-08");
      assertThat(now.given()).isEqualTo(Amount.of(33));
    }
  }

  @Test
  void a_round_needs_no_request() throws InterruptedException {
    try (Alliance alliance = playing()) {
      alliance.clock.pass(Duration.ofDays(7));
      for (int i = 0; i < 500 && closed(alliance).isEmpty(); i++) {
        Thread.sleep(10);
      }
      assertThat(closed(alliance)).hasSize(1);
    }
  }

  @Test
  void after_a_long_stop_each_round_that_passed_is_closed_in_several_commits() {
    try (Alliance alliance =
        Alliance.in(directory).agreed(ORCHARD, 500, ", \"round\": {\"days\": 1}")) {
      alliance.release(0, 1);
      alliance.clock.pass(Duration.ofDays(3_000));
      alliance.release(0, 1);

      assertThat(alliance.standing().rounds().number()).isEqualTo(3_001);
      assertThat(alliance.standing().rounds().began()).isEqualTo(alliance.clock.today());
      List<Rounds.Closed> first = closed(alliance);
      assertThat(first.get(0).given()).isEqualTo(Amount.of(3));
      assertThat(first.get(1).given()).isEqualTo(Amount.ZERO);
      assertThat(first.get(1).move()).isEmpty();
    }
  }

  @Test
  void rounds_are_closed_once_also_over_restarts_and_where_the_clock_goes_back() {
    try (Alliance alliance = playing()) {
      alliance.clock.pass(Duration.ofDays(15));
      alliance.release(0, 1);
      alliance.reopen();
      alliance.release(0, 1);
      alliance.clock.pass(Duration.ofDays(-9));
      alliance.release(0, 1);
      alliance.reopen();
      alliance.release(0, 1);
      alliance.clock.pass(Duration.ofDays(9));
      alliance.release(0, 1);

      assertThat(closed(alliance)).extracting(Rounds.Closed::number).containsExactly(1, 2);
    }
  }

  @Test
  void a_second_defection_steps_back_by_one_stage_right_after_its_round() {
    try (Alliance alliance = playing()) {
      alliance.people.raise(ORCHARD);
      alliance.people.raise(ORCHARD);
      alliance.release(0, 10);
      alliance.clock.pass(Duration.ofDays(7));
      alliance.release(10, 10);
      Disclosure old = alliance.disclosure(ORCHARD, List.of(Alliance.TICKER), List.of());
      alliance.clock.pass(Duration.ofDays(7));
      assertThat(alliance.ledger.disclose(old)).isEqualTo(new Recording.Superseded());

      List<StageChanged> changes = alliance.events(ORCHARD, StageChanged.class);
      assertThat(changes).hasSize(3);
      long round = alliance.index(RoundClosed.class, 1);
      assertThat(changes.getLast())
          .isEqualTo(
              new StageChanged(
                  ORCHARD, new Stage("late"), new Stage("mid"), new Cause.SteppedBack(round)));
      assertThat(alliance.index(StageChanged.class, 2)).isEqualTo(round + 1);
      assertThat(alliance.standing().epoch()).isEqualTo(round + 1);
      assertThat(alliance.standing().stage()).hasToString("mid");
      assertThat(alliance.standing().rounds().verdict()).isEqualTo(Verdict.STEP_BACK);
    }
  }

  @Test
  void rounds_in_which_nothing_moved_step_no_further_and_the_first_stage_is_the_last_resort() {
    try (Alliance alliance = playing()) {
      alliance.people.raise(ORCHARD);
      alliance.people.raise(ORCHARD);
      alliance.release(0, 10);
      alliance.clock.pass(Duration.ofDays(7));
      alliance.release(10, 10);
      alliance.clock.pass(Duration.ofDays(70));
      alliance.release(20, 10);
      assertThat(alliance.standing().stage()).hasToString("mid");
      for (int i = 0; i < 3; i++) {
        alliance.clock.pass(Duration.ofDays(7));
        alliance.release(30 + 10 * i, 10);
      }
      assertThat(alliance.standing().stage()).hasToString("early");
      assertThat(alliance.events(ORCHARD, StageChanged.class)).hasSize(4);
    }
  }

  @Test
  void while_we_stopped_the_agreement_rounds_go_on_and_nothing_leaks() {
    try (Alliance alliance =
        Alliance.in(directory)
            .agreed(
                ORCHARD,
                500,
                ", \"round\": {\"days\": 7}, \"leak\": {\"per-day\": 0.01, \"cap\": 90}")) {
      alliance.governed();
      alliance.release(0, 100);
      alliance.people.suspend(ORCHARD);
      alliance.clock.pass(Duration.ofDays(10));
      alliance.people.resume(ORCHARD);
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);

      assertThat(closed(alliance)).hasSize(1);
      // We defected too, so theirs is answered, and ours remembered.
      assertThat(alliance.standing().rounds().play().weStandWell()).isFalse();
      assertThat(alliance.events(ORCHARD, Forgiven.class)).hasSize(1);
    }
  }

  @Test
  void leaks_come_before_rounds() {
    try (Alliance alliance =
        Alliance.in(directory)
            .agreed(
                ORCHARD,
                500,
                ", \"round\": {\"days\": 7}, \"leak\": {\"per-day\": 0.01, \"cap\": 90}")) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(7));
      alliance.release(0, 1);

      assertThat(alliance.index(RoundClosed.class, 0))
          .isEqualTo(alliance.index(Forgiven.class, 6) + 1);
    }
  }

  private Alliance playing() {
    return Alliance.in(directory).agreed(ORCHARD, 500, ", \"round\": {\"days\": 7}").governed();
  }

  /** Contributions worth that much. */
  private static void share(Alliance alliance, int value) {
    Read[] records =
        IntStream.range(0, value / 6).mapToObj(i -> fit(i, 11, 12)).toArray(Read[]::new);
    alliance.ledger.receive(
        Contributions.of(alliance, ORCHARD, Contributions.under("key", "content"), records));
  }

  private static List<Rounds.Closed> closed(Alliance alliance) {
    return alliance.events(ORCHARD, RoundClosed.class).stream().map(RoundClosed::round).toList();
  }
}
