package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.Terms;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.reciprocity.Amount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakTest {
  private static final String LEAK = ", \"leak\": {\"per-day\": 0.01, \"cap\": %d}";

  @TempDir Path directory;

  @Test
  void each_missed_midnight_forgives_its_own_part_before_anything_is_priced() {
    try (Alliance alliance = leaking(1_000)) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(3));

      Recorded recorded = (Recorded) alliance.release(0, 1);

      // 300, then 297, 294.03 and 291.0897, rounded down to the thousandth in the partner's favour.
      assertThat(forgiven(alliance))
          .extracting(Forgiven::exposure)
          .containsExactly(new Amount(297_000), new Amount(294_030), new Amount(291_090));
      assertThat(forgiven(alliance))
          .extracting(Forgiven::day)
          .containsExactly(
              LocalDate.parse("2026-03-02"),
              LocalDate.parse("2026-03-03"),
              LocalDate.parse("2026-03-04"));
      assertThat(recorded.after().account().total().exposure()).isEqualTo(new Amount(291_090));
      assertThat(recorded.index()).isEqualTo(7);
    }
  }

  @Test
  void midnights_are_counted_once_also_over_restarts() {
    try (Alliance alliance = leaking(1_000)) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);
      alliance.reopen();
      alliance.release(0, 1);
      alliance.reopen();
      alliance.release(0, 1);

      assertThat(forgiven(alliance)).hasSize(1);
    }
  }

  @Test
  void days_on_which_nothing_was_exposed_are_not_forgiven_later() {
    try (Alliance alliance = leaking(1_000)) {
      alliance.clock.pass(Duration.ofDays(50));
      alliance.release(0, 100);
      alliance.reopen();
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);

      assertThat(forgiven(alliance)).hasSize(1);
    }
  }

  @Test
  void the_cap_ends_it() {
    try (Alliance alliance = leaking(4)) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(30));
      alliance.release(0, 1);

      assertThat(forgiven(alliance))
          .extracting(Forgiven::amount)
          .containsExactly(Amount.of(3), Amount.of(1));
    }
  }

  @Test
  void years_of_missed_midnights_are_caught_up_with_in_several_commits() {
    try (Alliance alliance = leaking(1_000)) {
      alliance.release(0, 160);
      alliance.clock.pass(Duration.ofDays(3_000));
      alliance.release(0, 1);

      // Until a day's part is less than a thousandth.
      assertThat(alliance.standing().account().total().exposure()).isLessThan(new Amount(100));
      assertThat(alliance.standing().forgiveness().through()).isEqualTo(alliance.clock.today());
    }
  }

  @Test
  void a_midnight_needs_no_request() throws InterruptedException {
    try (Alliance alliance = leaking(1_000)) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(1));
      for (int i = 0;
          i < 500 && alliance.standing().forgiveness().total().equals(Amount.ZERO);
          i++) {
        Thread.sleep(10);
      }
      assertThat(alliance.standing().forgiveness().total()).isEqualTo(Amount.of(3));
    }
  }

  @Test
  void a_clock_that_goes_back_forgives_nothing_twice() {
    try (Alliance alliance = leaking(1_000)) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(2));
      alliance.release(0, 1);
      alliance.clock.pass(Duration.ofDays(-1));
      alliance.release(0, 1);
      alliance.reopen();
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);

      assertThat(forgiven(alliance)).hasSize(2);
    }
  }

  @Test
  void a_leak_that_an_amendment_brings_begins_with_its_acceptance() {
    try (Alliance alliance = Alliance.in(directory).agreed(ORCHARD, 500, "").governed()) {
      alliance.release(0, 100);
      alliance.clock.pass(Duration.ofDays(5));
      Terms leaking = Alliance.terms(ORCHARD, 500, LEAK.formatted(90));
      alliance.people.amend(leaking);
      alliance.record(Alliance.accepted(leaking));
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);

      assertThat(forgiven(alliance)).hasSize(1);
    }
  }

  @Test
  void what_a_reversal_puts_back_leaks_from_the_next_midnight_on() {
    try (Alliance alliance = leaking(90).governed()) {
      alliance.release(0, 100);
      var fifty = IntStream.range(0, 50).mapToObj(i -> Contributions.fit(i, 11, 12));
      alliance.ledger.receive(
          Contributions.of(
              alliance,
              ORCHARD,
              Contributions.under("key", "content"),
              fifty.toArray(Read[]::new)));
      alliance.clock.pass(Duration.ofDays(5));
      alliance.people.reverse(ORCHARD, alliance.index(Received.class, 0));
      alliance.clock.pass(Duration.ofDays(1));
      alliance.release(0, 1);

      assertThat(forgiven(alliance)).extracting(Forgiven::amount).containsExactly(Amount.of(3));
    }
  }

  private Alliance leaking(int cap) {
    return Alliance.in(directory).agreed(ORCHARD, 500, LEAK.formatted(cap));
  }

  private static List<Forgiven> forgiven(Alliance alliance) {
    return alliance.events(ORCHARD, Forgiven.class);
  }
}
