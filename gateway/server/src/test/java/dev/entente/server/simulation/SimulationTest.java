package dev.entente.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.policies.Bundle;
import dev.entente.policies.CachedPolicy;
import dev.entente.policies.WasmPolicy;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.server.Talk;
import dev.entente.server.arithmetic.Arithmetic;
import dev.entente.server.arithmetic.Finding;
import dev.entente.server.directory.AllianceDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class SimulationTest {
  private static final Path EXAMPLE = Path.of("../../examples/displays-and-phones");
  private static final Stage MID = new Stage("mid");
  private static final Stage LATE = new Stage("late");
  private static final int YEAR = 365;

  private static Policy policy;
  private static Terms example;

  @BeforeAll
  static void start() throws Exception {
    policy = new CachedPolicy(WasmPolicy.start(Bundle.standard()), 10_000);
    example = AllianceDirectory.read(EXAMPLE).agreements().values().iterator().next().terms();
  }

  @Test
  void anHonestPartnerReachesEachStageWhenCheckSaysItCan() {
    assertThat(Arithmetic.of(example).stream().map(Finding::text))
        .anyMatch(text -> text.startsWith("mid needs 137 campaigns, 5 rounds at 30 a round"))
        .anyMatch(text -> text.startsWith("late needs 273 campaigns, 10 rounds at 30 a round"));
    Played honest = play(example, Kind.HONEST, 420);
    assertThat(honest.reached(MID)).as("a campaign a day").hasValue(137);
    assertThat(honest.reached(LATE)).hasValue(137 + 273);
    assertThat(honest.fates()).containsOnlyKeys(Fate.ACCEPTED);
    assertThat(honest.missing()).isEmpty();
  }

  @Test
  void whoNeverSharesGetsTheOpeningWindowAndNoMore() {
    Played taker = play(example, Kind.TAKER, YEAR);
    assertThat(taker.last().given())
        .isGreaterThan(Amount.of(490))
        .isLessThanOrEqualTo(Amount.of(500))
        .isEqualTo(taker.worst().exposure())
        .isEqualTo(taker.days().getFirst().given());
    assertThat(taker.steps()).isEmpty();
  }

  @Test
  void aLeakGivesWhoNeverSharesJustWhatItForgives() {
    Terms leaking = new MadeTerms().more(", 'leak': {'per-day': 0.01, 'cap': 40}").read();
    Played taker = play(leaking, Kind.TAKER, YEAR);
    assertThat(taker.last().given().minus(taker.last().exposure())).isEqualTo(Amount.of(40));
    assertThat(taker.last().given()).isBetween(Amount.of(137), Amount.of(140));
    assertThat(taker.last().received()).isEqualTo(Amount.ZERO);
  }

  @ParameterizedTest
  @EnumSource(names = {"JUNK", "ECHO"})
  void whatIsNoNewsEarnsNothing(Kind kind) {
    Played played = play(example, kind, YEAR);
    assertThat(played.last().received()).isEqualTo(Amount.ZERO);
    assertThat(played.last().given()).isEqualTo(play(example, Kind.TAKER, 1).last().given());
    assertThat(played.fates()).doesNotContainKeys(Fate.ACCEPTED);
    assertThat(played.fates().values().stream().mapToLong(n -> n).sum())
        .as("a campaign and a headcount every day")
        .isEqualTo(2L * YEAR);
    assertThat(played.fates())
        .containsKey(kind == Kind.ECHO ? Fate.ECHO : Fate.STALE)
        .containsKey(Fate.INVALID);
  }

  /** What `check` warns of: an exchange that could echo a dataset, and does not say so. */
  @Test
  void anEchoThatNoManifestNamesEarnsLikeNews() {
    String open =
        "{'counts': {'key': ['account'], 'fields': {"
            + "'account': {'type': 'string', 'category': 'accounts', 'value': 0, 'required': true},"
            + "'staff': {'type': 'integer', 'category': 'accounts', 'value': 5}}}}";
    String guarded = open.replace("'value': 5}", "'value': 5, 'echoes': 'accounts.staff'}");
    var terms = new MadeTerms().exchanges(open).more("");
    assertThat(Arithmetic.of(terms.read()).stream().map(Finding::text))
        .anyMatch(text -> text.startsWith("counts could echo accounts"));
    assertThat(play(terms.read(), Kind.ECHO, 60).last().received()).isGreaterThan(Amount.of(100));
    Played held = play(terms.exchanges(guarded).read(), Kind.ECHO, 60);
    assertThat(held.last().received()).isEqualTo(Amount.ZERO);
    assertThat(held.fates())
        .as("on the first day it was told nothing yet")
        .containsExactly(Map.entry(Fate.INVALID, 1L), Map.entry(Fate.ECHO, 59L));
  }

  @Test
  void whoHoardsIsOwedNoMoreThanAWindowAndTakesNoMoreThanTwo() {
    Played hoarder = play(example, Kind.HOARDER, YEAR);
    for (Day day : hoarder.days()) {
      assertThat(day.exposure().plus(day.window())).isGreaterThanOrEqualTo(Amount.ZERO);
      assertThat(day.exposure()).isLessThanOrEqualTo(day.window());
    }
    assertThat(hoarder.last().given()).isBetween(Amount.of(1900), Amount.of(2000));
    assertThat(hoarder.last().received()).isGreaterThan(Amount.of(3000));
    Day before = hoarder.days().get(YEAR - YEAR / 4 - 1);
    assertThat(before.exposure()).isEqualTo(Amount.of(-1000));
    assertThat(before.given()).isEqualTo(Amount.ZERO);
  }

  @ParameterizedTest
  @EnumSource
  void nothingLeavesBeyondTheWindowInForce(Kind kind) {
    Terms terms =
        new MadeTerms()
            .more(", 'expect': {'reports': 30}, 'leak': {'per-day': 0.01, 'cap': 1000}")
            .read();
    Amount given = Amount.ZERO;
    for (Day day : play(terms, kind, YEAR).days()) {
      if (day.given().compareTo(given) > 0) {
        assertThat(day.exposure()).as("day %s", day.number()).isLessThanOrEqualTo(day.window());
      }
      given = day.given();
    }
    assertThat(given).isGreaterThan(Amount.of(90));
  }

  /** After the burst a leak lets it go on taking, and it goes on giving nothing. */
  @Test
  void whoStopsSharingIsSteppedBackAndThenGetsNothing() {
    Terms leaking =
        new MadeTerms()
            .more(", 'expect': {'reports': 30}, 'leak': {'per-day': 0.01, 'cap': 1000}")
            .read();
    Played hoarder = play(leaking, Kind.HOARDER, YEAR);
    assertThat(hoarder.steps().getFirst().to()).isEqualTo(LATE);
    Played.Step back = hoarder.steps().getLast();
    assertThat(back.from()).isEqualTo(LATE);
    assertThat(back.day()).as("two rounds after it stopped").isEqualTo(331);
    Day first = hoarder.days().get(back.day() - 1);
    assertThat(first.exposure()).isGreaterThan(first.window());
    assertThat(hoarder.last().given()).isEqualTo(first.given());
    assertThat(hoarder.missing().stream().map(GateState::gate)).contains("rounds");
  }

  @Test
  void theSameSeedGivesTheSameFiguresAndAnotherOtherAccidents() {
    assertThat(page(3)).isEqualTo(page(3));
    assertThat(new Simulation(example, policy, YEAR, 8).play(List.of(Kind.CARELESS), Talk.none()))
        .isNotEqualTo(
            new Simulation(example, policy, YEAR, 3).play(List.of(Kind.CARELESS), Talk.none()));
  }

  private static String page(long seed) {
    var simulation = new Simulation(example, policy, 90, seed);
    var all = Arrays.asList(Kind.values());
    return Plot.of(List.of(new Plot.Game(simulation, simulation.play(all, Talk.none()))));
  }

  @Test
  void ourPeopleRecordWhatALadderAsksThemFor() {
    Terms terms =
        new MadeTerms()
            .ladder(
                "[{'stage': 'early', 'window': 100}, {'stage': 'late', 'window': 200, 'gate':"
                    + " {'milestone': 'audit', 'signal': ['team', 'launch'], 'review': true,"
                    + " 'minimum-days': 40, 'approvals': 3}}]")
            .more(", 'expect': {'reports': 30}, 'round': {'ratio': 0.5}")
            .read();
    assertThat(play(terms, Kind.HONEST, 60).reached(LATE)).hasValue(41);
  }

  @Test
  void aGateThatNobodyCanMeetIsNamed() {
    Terms terms = new MadeTerms().contacts("{'ours': ['ana'], 'theirs': ['Kim', 'Lee']}").read();
    Played honest = play(terms, Kind.HONEST, YEAR);
    assertThat(honest.steps()).isEmpty();
    assertThat(honest.missing().stream().map(GateState::gate)).containsExactly("contacts");
  }

  @Test
  void accidentsOfACarelessPartnerCostItTime() {
    Played careless = play(example, Kind.CARELESS, YEAR);
    assertThat(careless.reached(MID).getAsInt()).isEqualTo(137 + 30);
    assertThat(careless.rounds(Move.DEFECT)).as("its round brought and took nothing").isEqualTo(2);
  }

  @Test
  void aYearTakesSeconds() {
    play(example, Kind.HONEST, 30);
    Instant began = Instant.now();
    play(example, Kind.HONEST, YEAR);
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void itTellsEachDay() {
    var told = new java.util.ArrayList<Long>();
    var talk =
        new Talk() {
          @Override
          public void say(String line) {}

          @Override
          public void progress(String what, long done, long total) {
            assertThat(what).isEqualTo("playing orchard with taker, day");
            assertThat(total).isEqualTo(5);
            told.add(done);
          }
        };
    new Simulation(example, policy, 5, 1).play(List.of(Kind.TAKER), talk);
    assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void noDaysAreNotPlayed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Simulation(example, policy, 0, 1))
        .withMessageContaining("1 to 3650");
  }

  private static Played play(Terms terms, Kind kind, int days) {
    return new Simulation(terms, policy, days, 3).play(List.of(kind), Talk.none()).getFirst();
  }
}
