package dev.entente.server.simulation;

import dev.entente.agreement.Rounds;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.disclosure.Policy;
import dev.entente.reciprocity.Balance;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** One agreement with one kind of partner, day by day. */
final class Trial {
  static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int ONE_IN = 20;

  private final Terms terms;
  private final Policy policy;
  private final Kind kind;
  private final int days;
  private final SplittableRandom chance;
  private int round;
  private boolean slips;

  Trial(Terms terms, Policy policy, Kind kind, int days, long seed) {
    this.terms = terms;
    this.policy = policy;
    this.kind = kind;
    this.days = days;
    this.chance = new SplittableRandom(seed);
  }

  /**
   * Plays it.
   *
   * @param progress told each day that is over
   */
  Played play(IntConsumer progress) {
    try (var arena = new Arena(terms, policy, FIRST)) {
      return play(arena, progress);
    }
  }

  Played play(Arena arena, IntConsumer progress) {
    var people = new People(arena);
    var asking = new Asking(arena);
    var sharing = new Sharing(arena, kind);
    List<Day> played = new ArrayList<>();
    for (int day = 1; day <= days; day++) {
      arena.begin(FIRST.plusDays(day - 1L));
      Today today = today(day, arena.standing().rounds());
      sharing.share(today, new Wares(arena.clock.day(), terms.datasets(), asking.told()));
      if (kind.asks(today)) {
        asking.askForAll();
        asking.acknowledge();
      }
      people.look();
      played.add(evening(day, arena.standing()));
      progress.accept(day);
    }
    return Played.of(kind, played, FIRST, arena.entries(), people.missing());
  }

  private Today today(int day, Rounds rounds) {
    if (rounds.number() != round) {
      round = rounds.number();
      slips = chance.nextInt(ONE_IN) == 0;
    }
    int dayOfRound = (int) ChronoUnit.DAYS.between(rounds.began(), FIRST.plusDays(day - 1L));
    return new Today(day, days, round, dayOfRound, terms.round().days(), slips);
  }

  private static Day evening(int day, Standing standing) {
    Balance total = standing.account().total();
    return new Day(
        day,
        standing.stage(),
        standing.window(),
        total.exposure(),
        total.given(),
        total.received());
  }
}
