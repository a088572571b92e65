package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PLUM;
import static dev.entente.trustledger.Contributions.fit;
import static dev.entente.trustledger.Contributions.telling;
import static dev.entente.trustledger.Contributions.unfit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Conflicting;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.Shared;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Storage.class)
class ReceiveTest {
  private static final Idempotency KEY = Contributions.under("key", "content");
  private static final byte[] BODY = {1, 2, 3};

  @Parameter Storage storage;
  @TempDir Path directory;

  @Test
  void a_contribution_is_judged_credited_and_recorded() {
    try (Alliance alliance =
        Alliance.in(storage, directory).agreed(ORCHARD, 500, ", \"rate\": 0.5")) {
      alliance.release(0, 10);

      Judged judged =
          judged(alliance, KEY, fit(1, 11, 12), fit(1, 11, 12), unfit(Fate.STALE), fit(2, 11));

      assertThat(judged.index()).isEqualTo(4);
      assertThat(judged.fates())
          .containsExactly(
              new Credited(Fate.ACCEPTED, Amount.of(3)),
              Credited.nothing(Fate.DUPLICATE),
              Credited.nothing(Fate.STALE),
              new Credited(Fate.ACCEPTED, new Amount(500)));
      assertThat(judged.credit()).isEqualTo(new Amount(3_500));
      assertThat(judged.view()).asString().isEqualTo("26.5");
      assertThat(alliance.standing().account().total().exposure()).isEqualTo(new Amount(26_500));
      Stored stored = alliance.ledger.entries(ORCHARD, 4, 1).getFirst();
      Entry entry = EntryJson.read(stored.bytes());
      assertThat(TreeHash.leaf(stored.bytes()).toBytes()).isEqualTo(judged.leaf().bytes());
      assertThat(entry.time()).isEqualTo(judged.time());
      assertThat(((Received) entry.event()).credits().total().earned()).isEqualTo(judged.credit());
    }
  }

  @Test
  void the_same_sent_again_is_credited_once_and_told_the_same_also_after_a_restart() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Judged first = judged(alliance, KEY, fit(1, 11, 12), unfit(Fate.INVALID));
      alliance.release(0, 5);
      same(first, judged(alliance, KEY, fit(1, 11, 12), unfit(Fate.INVALID)));
      alliance.reopen();
      same(first, judged(alliance, KEY, fit(1, 11, 12), unfit(Fate.INVALID)));

      assertThat(received(alliance)).hasSize(1);
    }
  }

  @Test
  void the_first_answer_that_was_kept_is_the_answer_for_ever() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      judged(alliance, KEY, fit(1, 11, 12));
      assertThat(alliance.ledger.keep(ORCHARD, KEY, BODY)).isEqualTo(BODY);
      assertThat(alliance.ledger.keep(ORCHARD, KEY, new byte[] {9})).isEqualTo(BODY);
      assertThat(answered(alliance)).isEqualTo(BODY);
      alliance.clock.pass(Duration.ofDays(4_000));
      alliance.reopen();

      assertThat(answered(alliance)).isEqualTo(BODY);
      assertThat(alliance.ledger.keep(ORCHARD, KEY, new byte[] {9})).isEqualTo(BODY);
      assertThat(received(alliance)).hasSize(1);
    }
  }

  @Test
  void something_else_under_the_same_key_is_told_and_comes_to_nothing() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      judged(alliance, KEY, fit(1, 11, 12));
      var other = Contributions.under("key", "else");
      var sent = Contributions.of(alliance, ORCHARD, other, fit(2, 11, 12));

      assertThat(alliance.ledger.receive(sent)).isEqualTo(new Conflicting());
      alliance.reopen();

      assertThat(receive(alliance, other, fit(2, 11, 12))).isEqualTo(new Conflicting());
      assertThat(alliance.ledger.claim(sent.nonce().orElseThrow())).isFalse();
      assertThat(received(alliance)).hasSize(1);
      assertThat(judged(alliance, Contributions.under("free", "else"), fit(2, 11, 12)).credit())
          .isEqualTo(Amount.of(6));
    }
  }

  @Test
  void what_was_answered_is_answered_whatever_became_of_the_agreement() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var sent = Contributions.of(alliance, ORCHARD, KEY, fit(1, 11, 12));
      alliance.ledger.receive(sent);
      alliance.ledger.keep(ORCHARD, KEY, BODY);
      alliance.governed().people.suspend(ORCHARD);
      alliance.clock.pass(Duration.ofDays(1));

      assertThat(answered(alliance)).isEqualTo(BODY);
      assertThat(receive(alliance, Contributions.under("another", "content"), fit(1, 11, 12)))
          .isEqualTo(new Receiving.Superseded());
    }
  }

  @Test
  void what_was_read_under_another_epoch_or_day_is_superseded_and_may_be_sent_again() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var old = Contributions.of(alliance, ORCHARD, KEY, fit(1, 11, 12));
      alliance.record(new PolicyActivated(Alliance.POLICY));
      assertThat(alliance.ledger.receive(old)).isEqualTo(new Receiving.Superseded());
      var yesterday = Contributions.of(alliance, ORCHARD, KEY, fit(1, 11, 12));
      alliance.clock.pass(Duration.ofDays(1));
      assertThat(alliance.ledger.receive(yesterday)).isEqualTo(new Receiving.Superseded());

      assertThat(judged(alliance, KEY, fit(1, 11, 12)).credit()).isEqualTo(Amount.of(6));
    }
  }

  @Test
  void each_agreement_has_keys_of_its_own() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed().agreed(PLUM, 500, "")) {
      judged(alliance, KEY, fit(1, 11, 12));
      alliance.ledger.keep(ORCHARD, KEY, BODY);

      var sent = Contributions.of(alliance, PLUM, KEY, fit(1, 11, 12));
      assertThat(((Judged) alliance.ledger.receive(sent)).credit()).isEqualTo(Amount.of(6));
    }
  }

  @Test
  void nothing_is_kept_that_answers_nothing() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      assertThatThrownBy(() -> alliance.ledger.keep(ORCHARD, KEY, BODY))
          .isInstanceOf(IllegalArgumentException.class);
      judged(alliance, KEY, fit(1, 11, 12));
      alliance.ledger.keep(ORCHARD, KEY, BODY);

      var other = Contributions.under("key", "else");
      assertThatThrownBy(() -> alliance.ledger.keep(ORCHARD, other, BODY))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> alliance.ledger.keep(PLUM, KEY, BODY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_contribution_whose_view_fails_leaves_no_trace() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Function<Standing, byte[]> broken =
          _ -> {
            throw new IllegalStateException("no view");
          };
      var sent = Contributions.of(alliance, ORCHARD, KEY, broken, fit(1, 11, 12));

      assertThatThrownBy(() -> alliance.ledger.receive(sent)).hasMessage("no view");

      assertThat(received(alliance)).isEmpty();
      assertThat(judged(alliance, KEY, fit(1, 11, 12)).credit()).isEqualTo(Amount.of(6));
    }
  }

  @Test
  void records_and_fields_of_a_contribution_belong_together() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var shared = new Shared(new RecordKey(1, 1), new long[] {1, 2}, List.of());

      assertThatThrownBy(() -> Contributions.of(alliance, ORCHARD, KEY, new Read.Fit(shared)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("each of the 4 fields, this has 2");
    }
  }

  @Test
  void what_was_shared_is_remembered_and_a_change_earns_once_in_a_round_over_restarts() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      judged(alliance, Contributions.under("1", "1"), fit(1, 11, 12));
      alliance.reopen();
      // A fifth of spend's 5.
      assertThat(judged(alliance, Contributions.under("2", "2"), fit(1, 11, 13)).credit())
          .isEqualTo(Amount.of(1));
      alliance.reopen();
      assertThat(judged(alliance, Contributions.under("3", "3"), fit(1, 11, 14)).credit())
          .isEqualTo(Amount.ZERO);
      alliance.clock.pass(Duration.ofDays(30));
      assertThat(judged(alliance, Contributions.under("4", "4"), fit(1, 11, 15)).credit())
          .isEqualTo(Amount.of(1));
    }
  }

  @Test
  void what_we_told_earns_nothing_also_after_a_restart() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var city = Alliance.priced("city", "margins", 10, Form.TRUNCATE);
      alliance.ledger.disclose(
          alliance.disclosure(ORCHARD, List.of(city), List.of(Alliance.cells(5, 77))));
      alliance.reopen();

      Judged judged =
          judged(
              alliance,
              KEY,
              telling(1, 5, Map.of(Form.TRUNCATE, 77L, Form.FULL, 78L), 0, 0, 99),
              telling(2, 5, Map.of(Form.TRUNCATE, 76L), 0, 0, 99));

      assertThat(judged.fates())
          .containsExactly(Credited.nothing(Fate.ECHO), new Credited(Fate.ACCEPTED, Amount.of(10)));
    }
  }

  private static Receiving receive(Alliance alliance, Idempotency idempotency, Read... records) {
    return alliance.ledger.receive(Contributions.of(alliance, ORCHARD, idempotency, records));
  }

  private static Judged judged(Alliance alliance, Idempotency idempotency, Read... records) {
    return (Judged) receive(alliance, idempotency, records);
  }

  private static byte[] answered(Alliance alliance) {
    return ((Answered) receive(alliance, KEY, fit(1, 11, 12))).body();
  }

  private static void same(Judged first, Judged again) {
    assertThat(again).usingRecursiveComparison().isEqualTo(first);
  }

  private static List<Received> received(Alliance alliance) {
    return alliance.events(ORCHARD, Received.class);
  }
}
