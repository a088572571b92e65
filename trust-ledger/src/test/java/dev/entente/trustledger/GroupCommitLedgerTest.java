package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.CITY;
import static dev.entente.trustledger.Alliance.EMPLOYEES;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PLUM;
import static dev.entente.trustledger.Alliance.SECTOR;
import static dev.entente.trustledger.Alliance.TICKER;
import static dev.entente.trustledger.Alliance.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.json.Json;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Quote;
import dev.entente.ledger.Quoting;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Storage.class)
class GroupCommitLedgerTest {
  @Parameter Storage storage;
  @TempDir Path directory;

  @Test
  void a_release_is_priced_recorded_and_says_where_it_stands() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Recorded recorded = recorded(alliance.release(0, 10));

      assertThat(recorded.index()).isEqualTo(3);
      assertThat(recorded.records()).isEqualTo(10);
      assertThat(recorded.value()).isEqualTo(Amount.of(30));
      assertThat(recorded.after()).isEqualTo(alliance.standing());
      assertThat(alliance.standing().account().total().exposure()).isEqualTo(Amount.of(30));
      Stored stored = alliance.ledger.entries(ORCHARD, 3, 10).getFirst();
      Entry entry = EntryJson.read(stored.bytes());
      assertThat(TreeHash.leaf(stored.bytes()).toBytes()).isEqualTo(recorded.leaf().bytes());
      assertThat(entry.time()).isEqualTo(recorded.time());
      Disclosed disclosed = (Disclosed) entry.event();
      assertThat(disclosed.value()).isEqualTo(Amount.of(30));
      assertThat(disclosed.exposure()).isEqualTo(Amount.of(30));
    }
  }

  @Test
  void what_was_released_before_is_free_also_after_a_restart() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      alliance.release(0, 10);
      alliance.reopen();

      assertThat(recorded(alliance.release(0, 10)).value()).isEqualTo(Amount.ZERO);
      assertThat(recorded(alliance.release(5, 10)).value()).isEqualTo(Amount.of(15));
    }
  }

  @Test
  void the_longest_prefix_that_fits_is_recorded_under_its_own_root() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed(ORCHARD, 10, "")) {
      Recorded recorded = recorded(alliance.release(0, 9));

      assertThat(recorded.records()).isEqualTo(3);
      Disclosed disclosed =
          (Disclosed)
              EntryJson.read(alliance.ledger.entries(ORCHARD, 3, 1).getFirst().bytes()).event();
      List<TreeHash> leaves =
          List.of(0, 1, 2).stream().map(i -> TreeHash.of(cells(i, 11, 12).leaf().bytes())).toList();
      assertThat(disclosed.root().bytes())
          .isEqualTo(
              TreeHash.node(TreeHash.node(leaves.get(0), leaves.get(1)), leaves.get(2)).toBytes());
    }
  }

  @Test
  void a_quote_says_what_a_release_would_come_to_and_changes_nothing() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed(ORCHARD, 20, "")) {
      alliance.release(0, 2);
      Standing before = alliance.standing();
      String checkpoint = alliance.ledger.checkpoint();

      Quoting twice = alliance.ledger.quote(quote(alliance, 1, 9));
      Quoting.Quoted quoted = (Quoting.Quoted) alliance.ledger.quote(quote(alliance, 1, 9));

      assertThat(quoted).usingRecursiveComparison().isEqualTo(twice);
      assertThat(alliance.standing()).isEqualTo(before);
      assertThat(alliance.ledger.checkpoint()).isEqualTo(checkpoint);
      assertThat(alliance.ledger.known(ORCHARD)).allMatch(known -> known.records() == 2);
      Recorded recorded = recorded(alliance.release(1, 9));
      assertThat(quoted.records()).isEqualTo(recorded.records()).isEqualTo(5);
      assertThat(quoted.value()).isEqualTo(recorded.value()).isEqualTo(Amount.of(12));
      assertThat(quoted.after().account()).isEqualTo(recorded.after().account());
      assertThat(quoted.after().room()).isEqualTo(recorded.after().room());
      assertThat(alliance.ledger.quote(quote(alliance, 50, 3))).isEqualTo(alliance.release(50, 3));
    }
  }

  @Test
  void a_quote_of_another_epoch_is_superseded() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Quote quote = quote(alliance, 0, 3);
      alliance.record(new PolicyActivated(Alliance.POLICY));

      assertThat(alliance.ledger.quote(quote)).isEqualTo(new Superseded());
    }
  }

  private static Quote quote(Alliance alliance, int from, int records) {
    Disclosure it =
        alliance.disclosure(
            ORCHARD,
            List.of(TICKER, SECTOR),
            IntStream.range(from, from + records).mapToObj(i -> cells(i, 11, 12)).toList());
    return new Quote(
        it.agreement(),
        it.dataset(),
        it.stage(),
        it.epoch(),
        it.policy(),
        it.fields(),
        it.records());
  }

  @Test
  void with_no_credit_left_rows_and_no_rows_are_refused_alike_and_seen_ones_pass() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed(ORCHARD, 8, "")) {
      alliance.release(0, 2);

      Recording some = alliance.release(50, 3);
      Recording none = alliance.release(50, 0);

      assertThat(some)
          .isEqualTo(
              new Exhausted(alliance.standing(), alliance.standing().room(), Optional.empty()));
      assertThat(none).isEqualTo(some);
      assertThat(recorded(alliance.release(0, 2)).value()).isEqualTo(Amount.ZERO);
      assertThat(alliance.ledger.entries(ORCHARD, 0, 100)).hasSize(4);
    }
  }

  @Test
  void no_rows_are_an_entry_while_one_unseen_record_would_fit() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Recorded recorded = recorded(alliance.release(0, 0));

      assertThat(recorded.records()).isZero();
      assertThat(recorded.value()).isEqualTo(Amount.ZERO);
    }
  }

  @Test
  void an_exhausted_category_is_named() {
    try (Alliance alliance =
        Alliance.in(storage, directory).agreed(ORCHARD, 500, ",\"windows\": {\"margins\": 0}")) {
      var fields = List.of(TICKER, CITY);

      Recording rows =
          alliance.ledger.disclose(alliance.disclosure(ORCHARD, fields, List.of(cells(1, 5, 5))));
      Recording none = alliance.ledger.disclose(alliance.disclosure(ORCHARD, fields, List.of()));

      assertThat(rows)
          .isEqualTo(
              new Exhausted(
                  alliance.standing(),
                  alliance.standing().room(),
                  Optional.of(new Category("margins"))));
      assertThat(none).isEqualTo(rows);
      assertThat(alliance.release(0, 1)).isInstanceOf(Recorded.class);
    }
  }

  @Test
  void a_decision_of_another_epoch_day_policy_or_stage_is_superseded() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Disclosure old = alliance.disclosure(ORCHARD, List.of(TICKER), List.of());
      alliance.record(new PolicyActivated(Alliance.POLICY));
      assertThat(alliance.ledger.disclose(old)).isEqualTo(new Superseded());

      Disclosure yesterday = alliance.disclosure(ORCHARD, List.of(TICKER), List.of());
      alliance.clock.pass(Duration.ofDays(1));
      assertThat(alliance.ledger.disclose(yesterday)).isEqualTo(new Superseded());
      assertThat(alliance.release(0, 1)).isInstanceOf(Recorded.class);
    }
  }

  @Test
  void nothing_is_released_before_the_partner_accepted() {
    try (Alliance alliance = Alliance.in(storage, directory)) {
      alliance.record(new PolicyActivated(Alliance.POLICY));
      alliance.record(Alliance.opened(Alliance.terms(ORCHARD, 500, "")));

      assertThat(alliance.release(0, 1)).isEqualTo(new Superseded());
    }
  }

  @Test
  void a_change_is_decided_against_trust_as_it_is_then_and_its_refusal_is_carried() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var nothing = alliance.ledger.change((_, _) -> Outcome.passed(List.of()), Optional.empty());
      var refused =
          alliance.ledger.change(
              (_, _) -> Outcome.refused(ProblemCode.NOT_A_PARTY, "no"),
              Optional.of(alliance.nonce()));

      assertThat(nothing).isEqualTo(Outcome.passed(alliance.ledger.trust()));
      assertThat(refused).isInstanceOf(Outcome.Refused.class);
      assertThat(alliance.ledger.entries(ORCHARD, 0, 100)).hasSize(2);
    }
  }

  @Test
  void a_change_that_fails_is_its_callers_alone() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      assertThatThrownBy(() -> alliance.record(Alliance.opened(Alliance.terms(ORCHARD, 500, ""))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("agreement orchard is opened twice");
      assertThat(alliance.release(0, 1)).isInstanceOf(Recorded.class);
    }
  }

  @Test
  void a_change_of_several_entries_is_recorded_whole_or_not_at_all() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Terms terms = Alliance.terms(PLUM, 500, "");
      long next = index(alliance.release(0, 1)) + 1;

      assertThatThrownBy(() -> alliance.record(Alliance.opened(terms), Alliance.opened(terms)))
          .hasMessage("agreement plum is opened twice");
      assertThat(alliance.ledger.trust().standing(PLUM)).isEmpty();
      alliance.record(Alliance.opened(terms), Alliance.accepted(terms));

      assertThat(index(alliance.release(0, 1))).isEqualTo(next + 2);
      assertThat(alliance.standing(PLUM).epoch()).isEqualTo(next + 1);
    }
  }

  @Test
  void a_change_is_told_the_index_that_its_first_entry_gets() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      List<Long> told = new ArrayList<>();
      alliance.ledger.change(
          (_, next) -> {
            told.add(next);
            return Outcome.passed(List.of(new PolicyActivated(Alliance.POLICY)));
          },
          Optional.empty());

      assertThat(told).containsExactly(alliance.standing().epoch());
    }
  }

  @Test
  void terms_without_the_stage_that_was_reached_cannot_be_accepted() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed().governed()) {
      alliance.people.raise(ORCHARD);
      Terms shorter = withoutMid(alliance.standing().terms());
      alliance.people.amend(shorter);

      assertThatThrownBy(() -> alliance.record(Alliance.accepted(shorter)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("have no stage `mid`");
      assertThat(alliance.release(0, 1)).isInstanceOf(Recorded.class);
    }
  }

  private static Terms withoutMid(Terms terms) {
    var document = new LinkedHashMap<>(terms.document());
    document.put(
        "ladder",
        List.of(Map.of("stage", "early", "window", 500), Map.of("stage", "late", "window", 900)));
    return TermsReader.read(Json.write(document));
  }

  private static long index(Recording recording) {
    return recorded(recording).index();
  }

  @Test
  void what_is_owed_in_a_category_alone_is_owed_by_the_next_agreement_too() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed().governed()) {
      alliance.release(0, 2);
      alliance.ledger.receive(
          Contributions.of(
              alliance,
              ORCHARD,
              Contributions.under("key", "content"),
              Contributions.fit(1, 11, 12)));
      alliance.record(alliance.people.ordered(People.ANA, new Command.Close(ORCHARD)));
      Terms next = Alliance.terms(PLUM, 500, "");
      alliance.record(Alliance.opened(next, alliance.ledger.trust().debt(next.partner())));
      alliance.reopen();

      Account owed = alliance.standing(PLUM).account();
      assertThat(owed.total().exposure()).isEqualTo(Amount.ZERO);
      assertThat(owed.of(new Category("targeting")).exposure()).isEqualTo(Amount.of(4));
      AgreementOpened opened = alliance.events(PLUM, AgreementOpened.class).getFirst();
      assertThat(opened.debt()).isEqualTo(owed);
    }
  }

  @Test
  void a_release_that_cannot_be_priced_leaves_the_memory_of_cells_as_it_was() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      var fields = List.of(TICKER, SECTOR);
      var records = List.of(cells(1, 11, 12), cells(2, 11, 12), cells(3, 1L << 60, 12));
      // Its hash has bits that no hash has, which the memory of cells takes for a field.
      var broken = alliance.disclosure(ORCHARD, fields, records);

      assertThatThrownBy(() -> alliance.ledger.disclose(broken))
          .isInstanceOf(RuntimeException.class);

      assertThat(recorded(alliance.release(1, 2)).value()).isEqualTo(Amount.of(6));
    }
  }

  @Test
  void a_closed_ledger_takes_no_steps() {
    Alliance alliance = Alliance.in(storage, directory).agreed();
    Disclosure late = alliance.disclosure(ORCHARD, List.of(EMPLOYEES), List.of());
    alliance.close();

    assertThatThrownBy(() -> alliance.ledger.disclose(late))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the ledger is closed");
  }

  private static Recorded recorded(Recording recording) {
    assertThat(recording).isInstanceOf(Recorded.class);
    return (Recorded) recording;
  }

  @Test
  void the_standing_in_an_answer_is_immutable() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      Standing before = recorded(alliance.release(0, 1)).after();
      alliance.release(1, 1);
      assertThat(before.account().total().exposure()).isEqualTo(Amount.of(3));
    }
  }
}
