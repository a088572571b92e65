package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;

import dev.entente.agreement.Rounds.Closed;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import dev.entente.trustledger.Alliance;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedRoundsTest extends ForgedTrust {
  private static final ToIntFunction<Forger> STEP_BACK = at(StageChanged.class, 2);
  private static final Stage MID = new Stage("mid");
  private static final Stage LATE = new Stage("late");

  static Stream<Forgery> figures() {
    return Stream.of(
        round(
            "another number",
            it ->
                new Closed(
                    9, it.from(), it.to(), it.given(), it.received(), it.move(), it.verdict()),
            "the round's number"),
        round(
            "another first day",
            it ->
                new Closed(
                    1,
                    it.from().minusDays(1),
                    it.to(),
                    it.given(),
                    it.received(),
                    it.move(),
                    it.verdict()),
            "the round's first day"),
        round(
            "another end",
            it ->
                new Closed(
                    1,
                    it.from(),
                    it.to().plusDays(1),
                    it.given(),
                    it.received(),
                    it.move(),
                    it.verdict()),
            "the round's end"),
        round(
            "less was given",
            it ->
                new Closed(
                    1, it.from(), it.to(), Amount.of(1), it.received(), it.move(), it.verdict()),
            "what was given in the round"),
        round(
            "more was received",
            it ->
                new Closed(
                    1, it.from(), it.to(), it.given(), Amount.of(99), it.move(), it.verdict()),
            "what was received in the round"),
        round(
            "it was matched",
            it ->
                new Closed(
                    1,
                    it.from(),
                    it.to(),
                    it.given(),
                    it.received(),
                    Optional.of(Move.COOPERATE),
                    it.verdict()),
            "whether the round was matched"),
        round(
            "another verdict",
            it ->
                new Closed(
                    1, it.from(), it.to(), it.given(), it.received(), it.move(), Verdict.ALLOW),
            "the verdict"));
  }

  static Stream<Forgery> turns() {
    return Stream.of(
        forgery(
            "a round that was left out",
            without(at(RoundClosed.class, 0)),
            at(Disclosed.class, 2),
            "the round of orchard that was not counted before it"),
        forgery(
            "a round that is not over",
            it -> {
              Event round = it.at(at(RoundClosed.class, 1).applyAsInt(it)).event();
              return it.insert(at(Disclosed.class, 2).applyAsInt(it), _ -> round);
            },
            at(RoundClosed.class, 1),
            "the round"),
        forgery(
            "a step back that was left out",
            without(STEP_BACK),
            at(Received.class, 1),
            "the step back"),
        forgery(
            "a step back by two stages",
            event(STEP_BACK, it -> back(Alliance.EARLY, cause(it).round())),
            STEP_BACK,
            "the step back"),
        forgery(
            "a step back for another round",
            event(STEP_BACK, _ -> back(MID, 3)),
            STEP_BACK,
            "the step back"),
        forgery(
            "a step back after a round that holds",
            insert(after(at(RoundClosed.class, 0)), _ -> back(MID, 1)),
            after(at(RoundClosed.class, 0)),
            "the step back"),
        forgery(
            "a step back after something else",
            ForgedRoundsTest::swapped,
            after(at(RoundClosed.class, 1)),
            "the step back"),
        forgery(
            "a step back that the end of the log left out",
            ForgedRoundsTest::cutOff,
            it -> it.entries.size(),
            "the step back"));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void a_round_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  @ParameterizedTest
  @MethodSource("turns")
  void a_turn_of_the_day_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  private static Forgery round(String name, UnaryOperator<Closed> change, String finding) {
    return forgery(
        name,
        event(
            at(RoundClosed.class, 0),
            it -> new RoundClosed(ORCHARD, change.apply(((RoundClosed) it).round()))),
        at(RoundClosed.class, 0),
        finding);
  }

  private static Cause.SteppedBack cause(Event event) {
    return (Cause.SteppedBack) ((StageChanged) event).cause();
  }

  private static StageChanged back(Stage to, long round) {
    return new StageChanged(ORCHARD, LATE, to, new Cause.SteppedBack(round));
  }

  private static Forger swapped(Forger forger) {
    int index = STEP_BACK.applyAsInt(forger);
    forger.entries.add(index, forger.entries.remove(index + 1));
    return forger;
  }

  private static Forger cutOff(Forger forger) {
    int size = STEP_BACK.applyAsInt(forger);
    while (forger.entries.size() > size) {
      forger.without(size);
    }
    return forger;
  }
}
