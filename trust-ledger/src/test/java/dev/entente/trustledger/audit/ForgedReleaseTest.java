package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.signature.Sha256;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedReleaseTest extends ForgedStory {
  static Stream<Arguments> releases() {
    return Stream.of(
        release("the value is one more", FIRST, it -> it.value(AMOUNT), "the value"),
        release("the exposure is another", FIRST, it -> it.exposure(AMOUNT), "the exposure"),
        release("value and exposure are less", FIRST, it -> it.more(new Amount(-1)), "the value"),
        release("the epoch is older", FIRST, it -> it.epoch(1), "the epoch"),
        release("the epoch is newer", FIRST, it -> it.epoch(3), "the epoch"),
        release("the stage is not reached", FIRST, it -> it.stage("late"), "the stage"),
        release("the policy was not active", FIRST, it -> it.policy(OTHER), "the policy"),
        release("the key is a stranger's", FIRST, it -> it.key(LOG.id()), "the key"),
        release("the purpose was not agreed", FIRST, it -> it.purpose("spying"), "the purpose"),
        release("there is no purpose", FIRST, it -> it.purpose(""), "the purpose"),
        release("the dataset is not offered", FIRST, it -> it.dataset("roadmap"), "the dataset"),
        release("fewer records than cells", FIRST, it -> it.records(2), "cells"),
        release("another agreement's", FIRST, it -> it.agreement("plum"), "what it says"),
        release("no memory", FIRST, it -> it.memory(Optional.empty()), "the memory kept beside it"),
        release(
            "a root over nothing", EMPTY, it -> it.root(Sha256.hash(new byte[] {9})), "the root"),
        release("a cell less was first", FIRST, it -> it.tally(0, Releases.first(-1)), "the value"),
        release(
            "a first cell is said to be an upgrade",
            FIRST,
            it -> it.tally(2, Releases.upgraded(1, 0)),
            "cells"),
        release(
            "an upgrade that is none",
            REPEATED,
            it -> it.tally(2, Releases.upgraded(0, 1)),
            "cells upgraded"),
        release(
            "a field of another category",
            FIRST,
            it -> it.priced(0, Releases.in("targeting")),
            "field ticker, category"),
        release(
            "a field sold cheaper",
            FIRST,
            it -> it.priced(1, Releases.worth(1)),
            "field sector, value"),
        release(
            "a field in full that is a band at this stage",
            FIRST,
            it -> it.priced(2, Releases.as(Form.FULL)),
            "field employees, release"),
        release(
            "a form that nobody offers",
            FIRST,
            it -> it.priced(0, Releases.as(Form.PSEUDONYM)),
            "field ticker, release"),
        release(
            "a form of a later stage",
            UPGRADED,
            it -> it.priced(1, Releases.as(Form.PSEUDONYM)),
            "field city, release"),
        release(
            "a field that is not offered",
            FIRST,
            it -> it.priced(0, Releases.named("notes")),
            "field notes"));
  }

  private static final Amount AMOUNT = Amount.of(77);
  private static final PolicyRevision OTHER = PolicyRevision.of(new byte[] {2});

  private static Arguments release(
      String name, int index, UnaryOperator<Releases> change, String finding) {
    return arguments(name, index, change, finding);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void a_release_that_is_changed_in_one_thing_is_found(
      String name, int index, UnaryOperator<Releases> change, String finding) {
    Forger forger = forger().event(index, it -> change.apply(Releases.of((Disclosed) it)).done());

    assertThat(audit(forger.sign(forged)).findings())
        .anySatisfy(
            it -> {
              assertThat(it.index()).isEqualTo(index);
              assertThat(it.what()).contains(finding);
            });
  }
}
