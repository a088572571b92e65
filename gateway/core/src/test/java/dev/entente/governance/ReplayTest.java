package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Inputs;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.governance.Replay.Difference;
import dev.entente.governance.Replay.Kind;
import dev.entente.governance.Replay.Occurrence;
import dev.entente.governance.Replay.Question;
import dev.entente.governance.Replay.Request;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a candidate would change of the requests that were made. */
class ReplayTest {
  private static final FieldName SECTOR = new FieldName("sector");
  private static final FieldName EMPLOYEES = new FieldName("employees");
  private static final FieldName MARGIN = new FieldName("margin");

  private final FakePolicy inForce = new FakePolicy().hiding("scout");
  private final Question early =
      new Question(Inputs.at("early"), requests("a", "b", "c", "d", "e"));
  private final Question mid = new Question(Inputs.at("mid"), List.of(new Request("f", true)));

  @Test
  void onePolicyOverItselfChangesNothing() {
    Replay replay = replay(inForce);
    assertThat(replay.found()).isEmpty();
    assertThat(replay.differing()).isZero();
    assertThat(replay.requests()).isEqualTo(6);
    assertThat(replay.failed()).isEmpty();
  }

  @Test
  void aFieldThatClosesIsCountedOnceForEachRequestWithExamples() {
    Replay replay = replay(edited(released -> without(released, SECTOR)));
    assertThat(replay.differing()).isEqualTo(6);
    var found = replay.found().firstEntry();
    assertThat(replay.found()).hasSize(1);
    assertThat(found.getKey())
        .returns(SECTOR, Difference::field)
        .returns(Kind.CLOSES, Difference::kind)
        .returns("full", Difference::before)
        .returns("withheld", Difference::after);
    assertThat(found.getKey().category().value()).isEqualTo("targeting");
    assertThat(found.getKey().agreement().value()).isEqualTo("orchard");
    assertThat(found.getValue()).isEqualTo(new Occurrence(6, 1, List.of("a", "b", "c")));
  }

  @Test
  void aWeakerFormIsAChangeAndTheOtherWayRoundAFieldOpens() {
    Policy narrower =
        edited(
            released -> {
              var other = new HashMap<>(released);
              other.computeIfPresent(
                  EMPLOYEES,
                  (_, was) ->
                      was.release() instanceof Release.Full
                          ? new Released(
                              Inputs.at("early")
                                  .dataset()
                                  .field(EMPLOYEES)
                                  .orElseThrow()
                                  .weaker()
                                  .firstEntry()
                                  .getValue(),
                              Optional.empty())
                          : was);
              other.remove(SECTOR);
              return other;
            });
    assertThat(replay(narrower).found().keySet())
        .extracting(it -> it.field() + " " + it.kind() + " " + it.before())
        .containsExactly("sector closes full", "employees changes full");
    Replay back = Replay.of(List.of(early, mid), narrower, inForce, _ -> {});
    assertThat(back.found().keySet())
        .extracting(it -> it.field() + " " + it.kind() + " " + it.after())
        .containsExactly("sector opens full", "employees changes full");
  }

  @Test
  void whatGoesBeyondTheTermsOpensNothing() {
    Policy wider =
        edited(
            released -> {
              var more = new HashMap<>(released);
              more.put(MARGIN, new Released(new Release.Full(), Optional.empty()));
              return more;
            });
    Replay replay = replay(wider);
    assertThat(replay.found().keySet())
        .extracting(it -> it.field() + " " + it.kind() + " " + it.before() + " " + it.after())
        .containsExactly("margin beyond withheld full");
    assertThat(replay.differing()).as("nothing more leaves").isZero();
  }

  @Test
  void whatTheCandidateCannotDecideIsListedAndTheRestIsCompared() {
    Policy broken =
        deciding(
            input -> {
              if (input.stage().value().equals("mid")) {
                throw Unavailable.policy(PolicyFailure.UNDEFINED, "nothing said", null);
              }
              return inForce.decide(input);
            });
    Replay replay = replay(broken);
    assertThat(replay.failed())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.question().requests()).containsExactly(new Request("f", true));
              assertThat(failed.why()).isEqualTo("nothing said");
            });
    assertThat(replay.uncompared()).isEmpty();
    Replay back = Replay.of(List.of(early, mid), broken, inForce, _ -> {});
    assertThat(back.failed()).isEmpty();
    assertThat(back.uncompared()).hasSize(1);
    assertThat(back.found()).isEmpty();
  }

  @Test
  void otherRowsAreCounted() {
    Rows few =
        new Rows.Where(new Filter.Comparison(SECTOR, Filter.Operator.EQUAL, List.of("Software")));
    Replay replay = replay(deciding(input -> inForce.decide(input).and(few)));
    assertThat(replay.narrowed()).isEqualTo(6);
    assertThat(replay.differing()).isZero();
  }

  @Test
  void itTellsHowFarItIs() {
    List<Question> many =
        IntStream.range(0, 100)
            .mapToObj(i -> new Question(Inputs.at("early"), requests("r" + i)))
            .toList();
    var last = new AtomicLong();
    Replay.of(many, inForce, inForce, done -> last.accumulateAndGet(done, Math::max));
    assertThat(last).hasValue(100);
  }

  private static List<Request> requests(String... names) {
    return Stream.of(names).map(name -> new Request(name, false)).toList();
  }

  private Replay replay(Policy candidate) {
    return Replay.of(List.of(early, mid), inForce, candidate, _ -> {});
  }

  /** The policy in force with other releases; what falls out is withheld. */
  private Policy edited(Function<Map<FieldName, Released>, Map<FieldName, Released>> edit) {
    return deciding(
        input -> {
          Decision decision = inForce.decide(input);
          Map<FieldName, Released> released = edit.apply(decision.released());
          var withheld = new HashMap<>(decision.withheld());
          decision.released().keySet().stream()
              .filter(field -> !released.containsKey(field))
              .forEach(field -> withheld.put(field, withheld()));
          withheld.keySet().removeAll(released.keySet());
          return new Decision(released, withheld, decision.rows());
        });
  }

  private static Withheld withheld() {
    return new Withheld(new Decision.Reason(Decision.Because.POLICY, List.of()));
  }

  private static Map<FieldName, Released> without(
      Map<FieldName, Released> released, FieldName field) {
    var less = new HashMap<>(released);
    less.remove(field);
    return less;
  }

  private static Policy deciding(Function<PolicyInput, Decision> decide) {
    return new Policy() {
      @Override
      public PolicyRevision revision() {
        return FakePolicy.revision("candidate");
      }

      @Override
      public Decision decide(PolicyInput input) {
        return decide.apply(input);
      }

      @Override
      public List<GateState> gates(PromotionInput input) {
        return List.of();
      }
    };
  }
}
