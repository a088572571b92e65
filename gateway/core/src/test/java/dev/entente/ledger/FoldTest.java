package dev.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.disclosure.FakePolicy;
import dev.entente.ledger.Event.Voided;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Reservations;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.Salt;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FoldTest {
  private final Fold fold = new Fold();
  private long next = 5;

  @Test
  void anAgreementOpensAtTheFirstStageAndWaitsForThePartner() {
    long opened = apply(SampleEntries.opened());
    assertThat(standing().state()).isEqualTo(Lifecycle.PROPOSED);
    assertThat(standing().stage()).hasToString("early");
    assertThat(standing().since()).isEqualTo(SampleEntries.NOW);
    assertThat(standing().epoch()).isEqualTo(opened);
    assertThat(standing().keys()).containsOnlyKeys(SampleEntries.partner());
    assertThat(standing().window()).isEqualTo(Amount.of(500));
  }

  @Test
  void acceptanceMakesItActiveAndIsANewEpoch() {
    apply(SampleEntries.opened());
    long accepted = apply(SampleEntries.accepted());
    assertThat(standing().state()).isEqualTo(Lifecycle.ACTIVE);
    assertThat(standing().epoch()).isEqualTo(accepted);
  }

  @Test
  void anotherPolicyIsANewEpochForEveryAgreement() {
    apply(SampleEntries.opened());
    long activated = apply(SampleEntries.activated());
    assertThat(fold.policy()).contains(FakePolicy.revision("one"));
    assertThat(standing().epoch()).isEqualTo(activated);
    assertThat(standing().state()).isEqualTo(Lifecycle.PROPOSED);
  }

  @Test
  void aDisclosureCostsWhatItsCellsCostAndIsNoNewEpoch() {
    apply(SampleEntries.opened());
    long accepted = apply(SampleEntries.accepted());
    apply(SampleEntries.disclosed(Optional.empty(), new Tally(10, 0, 0, 5, 7)));
    // ticker: 10 · 1 + 5 · 0.2; employees as bands: 10 · 1.5 + 5 · 0.3
    assertThat(standing().account().total().exposure()).hasToString("27.5");
    assertThat(standing().account().total().given()).hasToString("27.5");
    assertThat(standing().account().of(new Category("accounts")).exposure()).hasToString("11");
    assertThat(standing().account().of(new Category("targeting")).exposure()).hasToString("16.5");
    assertThat(standing().epoch()).isEqualTo(accepted);
  }

  @Test
  void aReleaseWaitsUntilItIsAcknowledgedWhichSettlesNothingElse() {
    apply(SampleEntries.opened());
    apply(SampleEntries.accepted());
    long first = apply(SampleEntries.disclosed());
    long second = apply(SampleEntries.disclosed());
    assertThat(standing().outstanding().count()).isEqualTo(2);
    Standing before = standing();
    apply(SampleEntries.acknowledged(first));
    assertThat(standing().outstanding().contains(first)).isFalse();
    assertThat(standing().outstanding().contains(second)).isTrue();
    assertThat(standing().account()).isEqualTo(before.account());
    assertThat(standing().epoch()).isEqualTo(before.epoch());
  }

  @Test
  void onlyAReleaseThatWaitsIsAcknowledgedAndOnce() {
    apply(SampleEntries.opened());
    long accepted = apply(SampleEntries.accepted());
    long released = apply(SampleEntries.disclosed());
    for (long[] wrong : new long[][] {{accepted}, {99}, {released, released}, {released, 99}}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> apply(SampleEntries.acknowledged(wrong)))
          .withMessageContaining("does not wait for it");
    }
    apply(SampleEntries.acknowledged(released));
    assertThatIllegalStateException().isThrownBy(() -> apply(SampleEntries.acknowledged(released)));
  }

  @Test
  void whatADroppedDraftReleasedWaitsForNothing() {
    apply(SampleEntries.opened());
    apply(SampleEntries.accepted());
    Fold dropped = fold.draft();
    dropped.apply(next, SampleEntries.entry(SampleEntries.disclosed()));
    assertThat(standing().outstanding().count()).isZero();
    Fold taken = fold.draft();
    taken.apply(next + 1, SampleEntries.entry(SampleEntries.disclosed()));
    fold.take(taken);
    assertThat(standing().outstanding().contains(next)).isFalse();
    assertThat(standing().outstanding().contains(next + 1)).isTrue();
  }

  @Test
  void whatIsForgivenLowersTheExposureAndCountsTowardsTheCap() {
    apply(SampleEntries.opened());
    apply(SampleEntries.accepted());
    apply(SampleEntries.forgiven());
    assertThat(standing().account().total().exposure()).hasToString("-1.5");
    assertThat(standing().forgiveness().total()).hasToString("1.5");
    assertThat(standing().forgiveness().through()).isEqualTo(LocalDate.of(2026, 11, 22));
  }

  @Test
  void whatIsReservedCountsUntilItIsPostedVoidedOrOver() {
    apply(SampleEntries.opened());
    long accepted = apply(SampleEntries.accepted());
    Instant until = SampleEntries.NOW.plusSeconds(60);
    long posted = apply(SampleEntries.reserved(40, until));
    long voided = apply(SampleEntries.reserved(20, until));
    assertThat(standing().room().total()).hasToString("440");
    assertThat(standing().room().of(new Category("margins"))).hasToString("20");
    assertThat(standing().epoch()).isEqualTo(accepted);
    apply(
        SampleEntries.disclosed(
            Optional.empty(), new Tally(10, 0, 0, 5, 7), OptionalLong.of(posted)));
    assertThat(standing().room().total()).hasToString("440");
    assertThat(standing().room(posted).total()).hasToString("452.5");
    apply(new Voided(SampleEntries.ORCHARD, voided));
    assertThat(standing().room().total()).hasToString("460");
    assertThat(standing().at(until.minusMillis(1))).isEqualTo(standing());
    assertThat(standing().at(until).room().total()).hasToString("472.5");
    apply(SampleEntries.forgiven(), until);
    assertThat(standing().reservations().byEntry()).isEmpty();
  }

  @Test
  void aNewEpochVoidsWhatWasReserved() {
    apply(SampleEntries.opened());
    apply(SampleEntries.accepted());
    apply(SampleEntries.reserved(40, SampleEntries.NOW.plusSeconds(60)));
    apply(SampleEntries.activated());
    assertThat(standing().room().total()).hasToString("500");
  }

  @Test
  void aReservationThatCannotFollowIsRefused() {
    apply(SampleEntries.opened());
    apply(SampleEntries.accepted());
    Instant now = SampleEntries.NOW;
    Event longest = SampleEntries.reserved(4, now.plus(Reservations.LONGEST));
    long first = apply(longest);
    long elsewhere = apply(SampleEntries.reserved(new DatasetId("roadmap"), 4, now.plusSeconds(1)));
    for (Event wrong :
        List.of(
            SampleEntries.reserved(4, now),
            SampleEntries.reserved(4, now.plus(Reservations.LONGEST).plusMillis(1)),
            new Voided(SampleEntries.ORCHARD, first + 2),
            SampleEntries.disclosed(
                Optional.empty(), new Tally(0, 0, 0, 0, 0), OptionalLong.of(elsewhere)),
            SampleEntries.disclosed(
                Optional.empty(), new Tally(0, 0, 0, 0, 0), OptionalLong.of(first + 2)))) {
      assertThatIllegalStateException().isThrownBy(() -> apply(wrong));
    }
    for (int i = 2; i < Reservations.MOST; i++) {
      apply(longest);
    }
    assertThatIllegalStateException().isThrownBy(() -> apply(longest));
    apply(new Voided(SampleEntries.ORCHARD, first));
    apply(longest);
  }

  @Test
  void whatCannotFollowIsRefused() {
    assertThatIllegalStateException().isThrownBy(() -> apply(SampleEntries.accepted()));
    assertThatIllegalStateException().isThrownBy(() -> apply(SampleEntries.disclosed()));
    assertThatIllegalStateException().isThrownBy(() -> apply(SampleEntries.forgiven()));
    apply(SampleEntries.opened());
    assertThatIllegalStateException()
        .isThrownBy(() -> apply(SampleEntries.opened()))
        .withMessageContaining("opened twice");
  }

  @Test
  void aDraftChangesNothingUntilItIsTaken() {
    apply(SampleEntries.opened());
    long epoch = standing().epoch();
    Fold draft = fold.draft();
    draft.apply(9, SampleEntries.entry(SampleEntries.accepted()));
    draft.apply(10, SampleEntries.entry(SampleEntries.activated()));
    assertThat(standing().epoch()).isEqualTo(epoch);
    assertThat(fold.policy()).isEmpty();
    assertThat(draft.standings()).hasSize(1);
    fold.take(draft);
    assertThat(standing().state()).isEqualTo(Lifecycle.ACTIVE);
    assertThat(standing().epoch()).isEqualTo(10);
    assertThat(fold.policy()).contains(FakePolicy.revision("one"));
  }

  private long apply(Event event) {
    return apply(event, SampleEntries.NOW);
  }

  private long apply(Event event, Instant when) {
    long index = next++;
    fold.apply(index, new Entry(when, Salt.fresh(), event));
    return index;
  }

  private Standing standing() {
    return fold.standing(SampleEntries.ORCHARD).orElseThrow();
  }
}
