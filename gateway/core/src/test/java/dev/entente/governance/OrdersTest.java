package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Review;
import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Milestone;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.SigningKey;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final Cabinet cabinet = new Cabinet();
  private final Command suspend = new Command.Suspend(Cabinet.ORCHARD);

  @Test
  void anOrderIsTakenOnce() {
    OperatorDocument document = cabinet.signed("ana", new Command.Dispute(Cabinet.ORCHARD, "one"));
    assertThat(cabinet.governance.carryOut(document)).isInstanceOf(Outcome.Passed.class);
    assertThat(Cabinet.refused(cabinet.governance.carryOut(document)).code())
        .isEqualTo(ProblemCode.SIGNATURE_REPLAYED);
  }

  @Test
  void aRefusedOrderIsSpentToo() {
    OperatorDocument document = cabinet.signed("ana", new Command.Resolve(Cabinet.ORCHARD, "one"));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(document)).code())
        .isEqualTo(ProblemCode.ORDER_REFUSED);
    assertThat(cabinet.ledger.settled()).contains(document.spends());
    cabinet.done("bo", new Command.Dispute(Cabinet.ORCHARD, "one"));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(document)).code())
        .isEqualTo(ProblemCode.SIGNATURE_REPLAYED);
  }

  @Test
  void anOrderThatAnotherKeySignedIsForged() {
    var forged =
        OperatorDocument.sign(
            "halden", "ana", cabinet.keys.get("bo"), suspend, "I am Ana", cabinet.now);
    assertThat(Cabinet.refused(cabinet.governance.carryOut(forged)).code())
        .isEqualTo(ProblemCode.SIGNATURE_INVALID);
    assertThat(cabinet.standing().state()).isEqualTo(Lifecycle.ACTIVE);
    assertThat(cabinet.ledger.claimed()).isEmpty();
  }

  @Test
  void anOrderWhosePayloadWasChangedIsForged() {
    String compact = cabinet.signed("ana", suspend).compact();
    String other = cabinet.signed("ana", new Command.Close(Cabinet.ORCHARD)).compact();
    String mixed =
        compact.substring(0, compact.indexOf('.'))
            + other.substring(other.indexOf('.'), other.lastIndexOf('.'))
            + compact.substring(compact.lastIndexOf('.'));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(OperatorDocument.parse(mixed))).code())
        .isEqualTo(ProblemCode.SIGNATURE_INVALID);
  }

  @Test
  void anOrderForAnotherGatewayIsRefused() {
    var other =
        OperatorDocument.sign(
            "orchard", "ana", cabinet.keys.get("ana"), suspend, "elsewhere", cabinet.now);
    assertThat(Cabinet.refused(cabinet.governance.carryOut(other)).detail())
        .contains("for `orchard`");
  }

  @Test
  void anOrderIsGoodForFiveMinutesAndNotBeforeItWasSigned() {
    OperatorDocument document = cabinet.signed("ana", suspend);
    cabinet.now = cabinet.now.plus(Duration.ofSeconds(331));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(document)).code())
        .isEqualTo(ProblemCode.SIGNATURE_STALE);
    cabinet.now = cabinet.now.minus(Duration.ofSeconds(362));
    assertThat(Cabinet.refused(cabinet.governance.carryOut(document)).code())
        .isEqualTo(ProblemCode.SIGNATURE_STALE);
  }

  @Test
  void whoWasTakenOutOfTheSettingsOrdersNothing() {
    cabinet.people.remove("ana");
    assertThat(cabinet.refused("ana", suspend).detail()).contains("no operator");
  }

  @Test
  void anotherOperatorIsVouchedForByOneWhoIsKnown() {
    cabinet.people.put("dan", Role.ALLIANCE_MANAGER);
    var dan = SigningKey.generate();
    cabinet.keys.put("dan", dan);
    assertThat(cabinet.refused("dan", suspend).code()).isEqualTo(ProblemCode.SIGNATURE_INVALID);
    cabinet.done("ana", new Command.AddOperator("dan", dan.publicKey().publicJwk()));
    cabinet.done("dan", suspend);
    assertThat(cabinet.standing().state()).isEqualTo(Lifecycle.SUSPENDED);
  }

  @Test
  void nobodyHasTwoNamesWithOneKey() {
    cabinet.people.put("dan", Role.ALLIANCE_MANAGER);
    var bos = cabinet.keys.get("bo").publicKey().publicJwk();
    assertThat(cabinet.refused("ana", new Command.AddOperator("dan", bos)).detail())
        .contains("the key of `bo`");
    var fresh = SigningKey.generate().publicKey().publicJwk();
    assertThat(cabinet.refused("ana", new Command.AddOperator("bo", fresh)).detail())
        .contains("recorded already");
    assertThat(cabinet.refused("ana", new Command.AddOperator("eve", fresh)).detail())
        .contains("entente.yaml");
  }

  @Test
  void aKeyTakesTwoToAddAndOneToRevoke() {
    var key = SigningKey.generate().publicKey();
    var adding =
        new Command.Propose(Cabinet.ORCHARD, new Subject.NewKey(key.publicJwk()), List.of());
    cabinet.done("ana", adding);
    assertThat(cabinet.standing().keys()).doesNotContainKey(key.id());
    cabinet.done("bo", cabinet.approval(key.id().toString()));
    assertThat(cabinet.standing().keys()).containsKey(key.id());
    cabinet.done("chi", new Command.Revoke(Cabinet.ORCHARD, key.id()));
    assertThat(cabinet.standing().keys()).doesNotContainKey(key.id());
  }

  @Test
  void whatPeopleEstablishIsAFactAndANewEpoch() {
    long before = cabinet.standing().epoch();
    cabinet.done("ana", new Command.Reach(Cabinet.ORCHARD, new Milestone("pilot")));
    cabinet.done(
        "ana",
        new Command.Stake(
            Cabinet.ORCHARD,
            new Signal(
                "joint-team",
                Amount.of(50_000),
                Signal.Bearer.MUTUAL,
                Optional.of(LocalDate.of(2026, 12, 1)))));
    cabinet.done(
        "bo", new Command.Look(Cabinet.ORCHARD, new Review("q4", LocalDate.of(2027, 2, 1))));
    cabinet.done("bo", new Command.Dispute(Cabinet.ORCHARD, "invoice"));

    var evidence = cabinet.standing().evidence();
    assertThat(evidence.milestones()).containsExactly(new Milestone("pilot"));
    assertThat(evidence.signals(LocalDate.of(2026, 12, 1))).containsExactly("joint-team");
    assertThat(evidence.signals(LocalDate.of(2026, 12, 2))).isEmpty();
    assertThat(evidence.reviewed(LocalDate.of(2027, 2, 1))).isTrue();
    assertThat(evidence.reviewed(LocalDate.of(2027, 2, 2))).isFalse();
    assertThat(evidence.disputes()).containsExactly("invoice");
    assertThat(cabinet.standing().epoch()).isGreaterThan(before);

    cabinet.done("chi", new Command.Resolve(Cabinet.ORCHARD, "invoice"));
    assertThat(cabinet.standing().evidence().disputes()).isEmpty();
  }

  @Test
  void whatProvedFalseIsTakenBackOnce() {
    long entry = cabinet.received(100);
    assertThat(cabinet.standing().account().total().exposure()).hasToString("-100");
    cabinet.done("ana", new Command.Reverse(Cabinet.ORCHARD, entry));
    assertThat(cabinet.standing().account().total().exposure()).hasToString("0");
    assertThat(cabinet.standing().account().total().received()).hasToString("0");
    assertThat(cabinet.refused("bo", new Command.Reverse(Cabinet.ORCHARD, entry)).detail())
        .contains("already");
    assertThat(cabinet.refused("bo", new Command.Reverse(Cabinet.ORCHARD, 0)).detail())
        .contains("no contribution");
  }

  @Test
  void anAmendmentWaitsForThePartnerAndIsWhatTheFileSaysNow() {
    cabinet.file = SampleTerms.with("\"rate\": 1", "\"rate\": 2");
    var amend = new Command.Amend(Cabinet.ORCHARD, cabinet.file.hash());
    cabinet.done("ana", amend);
    assertThat(cabinet.standing().terms().rate()).isEqualByComparingTo("1");
    assertThat(cabinet.standing().awaited()).contains(cabinet.file.hash());

    cabinet.file = SampleTerms.with("\"rate\": 1", "\"rate\": 3");
    assertThat(cabinet.refused("bo", amend).detail()).contains("the file changed");
  }

  @Test
  void anAgreementKeepsItsPartnerAndItsArena() {
    cabinet.file = SampleTerms.with("Orchard Devices", "Plum Phones");
    assertThat(
            cabinet
                .refused("ana", new Command.Amend(Cabinet.ORCHARD, cabinet.file.hash()))
                .detail())
        .contains("keeps its partner");
    cabinet.file = SampleTerms.terms();
    assertThat(
            cabinet
                .refused("ana", new Command.Amend(Cabinet.ORCHARD, cabinet.file.hash()))
                .detail())
        .contains("nothing to amend");
    assertThat(Contracts.overlap(cabinet.ledger.trust(), SampleTerms.of("orchard-2")))
        .hasValueSatisfying(why -> assertThat(why).contains("over `accounts` already, orchard"));
  }

  @Test
  void theNextAgreementStartsWithTheDebtOfTheOneThatWasClosed() {
    long entry = cabinet.received(100);
    cabinet.done("ana", new Command.Reverse(Cabinet.ORCHARD, entry));
    cabinet.ledger.record(SampleDebts.disclosed(Cabinet.ORCHARD, cabinet.policy.revision(), 40));
    cabinet.done("ana", new Command.Close(Cabinet.ORCHARD));
    assertThat(cabinet.refused("bo", suspend).detail()).contains("closed since");

    cabinet.open(SampleTerms.of("orchard-2"));
    var next = cabinet.ledger.trust().standing(new AgreementId("orchard-2")).orElseThrow();
    assertThat(next.account().total().exposure()).hasToString("40");
    assertThat(next.account().total().given()).hasToString("0");
    assertThat(cabinet.ledger.trust().debt("Orchard Devices").total().exposure()).hasToString("0");
  }

  @Test
  void anUnknownAgreementIsNotFound() {
    var nobody = new Command.Suspend(new AgreementId("nobody"));
    assertThat(cabinet.refused("ana", nobody).code()).isEqualTo(ProblemCode.NOT_FOUND);
  }

  @Test
  void whoIsThereForSecurityMakesNarrowerAndNotWider() {
    cabinet.people.put("bo", Role.SECURITY);

    assertThat(cabinet.refused("bo", new Command.Resolve(Cabinet.ORCHARD, "one")).detail())
        .contains("`bo` is security here");
    cabinet.done("bo", suspend);
    assertThat(cabinet.standing().state()).isEqualTo(Lifecycle.SUSPENDED);
  }

  @Test
  void whoLooksOrdersNothing() {
    for (Role role : List.of(Role.AUDITOR, Role.VIEWER)) {
      cabinet.people.put("chi", role);
      assertThat(cabinet.refused("chi", suspend).code()).isEqualTo(ProblemCode.ORDER_REFUSED);
    }
    assertThat(cabinet.ledger.claimed()).isEmpty();
  }
}
