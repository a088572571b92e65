package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.SECTOR;
import static dev.entente.trustledger.Alliance.TICKER;
import static dev.entente.trustledger.Alliance.cells;
import static dev.entente.trustledger.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entente.agreement.Lifecycle;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Nonce;
import dev.entente.signature.Replayed;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.PostgresLog;
import dev.entente.trustledger.store.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways over one database. */
class SharedLedgerTest {
  @TempDir Path directory;
  private List<Alliance> three;
  private Alliance first;
  private Alliance second;

  @BeforeEach
  void open() {
    first = Alliance.in(Storage.POSTGRES, directory);
    second = first.beside(directory.resolve("second"));
    three = List.of(first, second, first.beside(directory.resolve("third")));
  }

  @AfterEach
  void close() {
    three.forEach(Alliance::close);
  }

  private Alliance any(int i) {
    return three.get(i % 3);
  }

  /** Until each of them has seen what the others wrote. */
  private void settled() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> three.stream().map(it -> it.ledger.checkpoint()).distinct().count() == 1);
  }

  private void agreed(long window) {
    first.agreed(ORCHARD, window, "").governed();
    settled();
  }

  private AuditReport audit() {
    try (LogReader log =
        PostgresLog.find(PostgresServer.database(directory.resolve("state").toString()))
            .orElseThrow()) {
      return Audit.of(
          log,
          Alliance.LOG.log(Alliance.ORIGIN).publicKey(),
          KeyPair25519::verify,
          Set.of(Alliance.GATEWAY.id()),
          three.stream().map(it -> it.ledger.checkpoint()).toList(),
          Progress.NONE);
    }
  }

  @Test
  void what_three_gateways_record_at_once_is_one_log_without_a_gap() throws Exception {
    agreed(5_000);
    List<Recording> all = atOnce(192, i -> () -> any(i).release(2 * i, 2));
    settled();

    List<Long> indexes = all.stream().map(it -> ((Recorded) it).index()).sorted().toList();
    assertThat(indexes).doesNotHaveDuplicates().hasSize(192);
    assertThat(indexes.getLast() - indexes.getFirst()).isEqualTo(191);
    for (Alliance each : three) {
      assertThat(each.standing().account().total().exposure()).isEqualTo(Amount.of(192 * 6));
      assertThat(each.events(ORCHARD, Disclosed.class)).hasSize(192);
    }
    AuditReport report = audit();
    assertThat(report.findings()).isEmpty();
    assertThat(report.disclosures()).isEqualTo(192);
  }

  @Test
  void sixty_four_at_the_edge_of_the_window_on_three_gateways_never_pass_it() throws Exception {
    agreed(500);
    List<Recording> all = atOnce(64, i -> () -> any(i).release(100 * i, 5));
    settled();

    Amount sum =
        all.stream()
            .filter(Recorded.class::isInstance)
            .map(it -> ((Recorded) it).value())
            .reduce(Amount.ZERO, Amount::plus);
    assertThat(sum).isEqualTo(Amount.of(498));
    assertThat(first.standing().account().total().exposure()).isEqualTo(sum);
    assertThat(audit().findings()).isEmpty();
  }

  @Test
  void what_a_gateway_that_died_had_reserved_counts_at_the_others_until_it_expires() {
    agreed(30);
    var minute = Duration.ofMinutes(1);
    Granted granted;
    try (Alliance fourth = first.beside(directory.resolve("fourth"))) {
      var provision = fourth.provision(ORCHARD, List.of(TICKER, SECTOR), 10, minute);
      granted = (Granted) fourth.ledger.reserve(provision);
    }

    assertThat(first.release(0, 1)).isInstanceOf(Recording.Exhausted.class);
    var part =
        second.disclosure(
            ORCHARD,
            List.of(TICKER, SECTOR),
            List.of(cells(1, 11, 12), cells(2, 11, 12)),
            Optional.of(new Posting(granted.index(), false)));
    assertThat(((Recorded) second.ledger.disclose(part)).records()).isEqualTo(2);
    assertThat(first.release(100, 1)).isInstanceOf(Recording.Exhausted.class);

    first.clock.pass(minute);
    assertThat(((Recorded) first.release(100, 20)).records()).isEqualTo(8);
    assertThat(second.release(200, 1)).isInstanceOf(Recording.Exhausted.class);
    settled();
    assertThat(second.standing()).isEqualTo(first.standing());
    assertThat(second.standing().reservations().byEntry()).isEmpty();
    assertThat(audit().findings()).isEmpty();
  }

  @Test
  void sixty_four_at_the_edge_with_exports_open_on_three_gateways_never_pass_the_window()
      throws Exception {
    agreed(500);
    var fields = List.of(TICKER, SECTOR);
    List<Long> exports =
        atOnce(
            4,
            i ->
                () ->
                    ((Granted)
                            any(i)
                                .ledger
                                .reserve(
                                    any(i).provision(ORCHARD, fields, 30, Duration.ofHours(1))))
                        .index());
    List<Recording> all =
        atOnce(
            64,
            i ->
                () ->
                    i % 2 == 0
                        ? any(i).release(100 * i, 5)
                        : any(i)
                            .ledger
                            .disclose(
                                any(i)
                                    .disclosure(
                                        ORCHARD,
                                        fields,
                                        IntStream.range(100 * i, 100 * i + 5)
                                            .mapToObj(key -> cells(key, 11, 12))
                                            .toList(),
                                        Optional.of(new Posting(exports.get(i / 2 % 4), false)))));
    settled();

    Amount sum =
        all.stream()
            .filter(Recorded.class::isInstance)
            .map(it -> ((Recorded) it).value())
            .reduce(Amount.ZERO, Amount::plus);
    Amount held = first.standing().reservations().held().total();
    assertThat(first.standing().account().total().exposure()).isEqualTo(sum);
    assertThat(sum.plus(held)).isBetween(Amount.of(495), Amount.of(500));
    assertThat(three).allSatisfy(it -> assertThat(it.standing()).isEqualTo(first.standing()));
    assertThat(audit().findings()).isEmpty();
  }

  @Test
  void what_a_partner_was_shown_by_one_gateway_is_free_at_another() {
    agreed(500);
    first.release(0, 10);

    assertThat(((Recorded) second.release(0, 10)).value()).isEqualTo(Amount.ZERO);
  }

  @Test
  void of_many_uses_of_one_nonce_at_three_gateways_one_wins() throws Exception {
    agreed(500);
    Nonce nonce = first.nonce();
    List<Boolean> wins =
        atOnce(
            48,
            i ->
                () -> {
                  try {
                    if (!any(i).ledger.claim(nonce)) {
                      return false;
                    }
                    any(i).ledger.settle(nonce);
                    return true;
                  } catch (Replayed e) {
                    return false;
                  }
                });

    assertThat(wins).filteredOn(won -> won).hasSize(1);
  }

  @Test
  void a_release_whose_nonce_another_gateway_spent_is_not_recorded() {
    agreed(500);
    Disclosure release = first.disclosure(ORCHARD, List.of(TICKER), List.of(cells(1, 11)));
    assertThat(first.ledger.claim(release.nonce())).isTrue();
    first.ledger.settle(release.nonce());

    assertThat(second.ledger.claim(release.nonce())).isTrue();
    assertThatThrownBy(() -> second.ledger.disclose(release)).isInstanceOf(Replayed.class);
    assertThat(first.ledger.disclose(release)).isInstanceOf(Recorded.class);
    settled();
    assertThat(second.events(ORCHARD, Disclosed.class)).hasSize(1);
  }

  @Test
  void a_nonce_is_not_forgotten_while_another_gateway_with_an_older_clock_may_take_it() {
    agreed(500);
    Nonce nonce = second.nonce();
    assertThat(first.ledger.claim(nonce)).isTrue();
    first.ledger.settle(nonce);
    first.clock.pass(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      Nonce other = first.nonce();
      first.ledger.claim(other);
      first.ledger.settle(other);
    }

    assertThat(second.ledger.claim(nonce)).isTrue();
    assertThatThrownBy(() -> second.ledger.settle(nonce)).isInstanceOf(Replayed.class);
  }

  /** The nonces of a day ago are forgotten, so each counts as spent. */
  @Test
  void a_gateway_an_hour_behind_goes_on_and_one_a_day_behind_waits_and_a_day_counts_once() {
    first.agreed(ORCHARD, 100, ", \"leak\": {\"per-day\": 0.01, \"cap\": 90}").governed();
    assertThat(first.release(0, 30)).isInstanceOf(Recorded.class);
    settled();
    second.clock.pass(Duration.ofHours(-1));
    assertThat(second.release(100, 1)).isInstanceOf(Recorded.class);

    first.clock.pass(Duration.ofDays(1));
    assertThat(first.release(200, 1)).isInstanceOf(Recorded.class);
    settled();
    assertThatThrownBy(() -> second.release(300, 1)).isInstanceOf(Replayed.class);
    second.clock.pass(Duration.ofHours(25));
    assertThat(second.release(0, 30)).isInstanceOf(Recorded.class);
    settled();
    assertThat(first.events(ORCHARD, Forgiven.class)).hasSize(1);
    assertThat(audit().findings()).isEmpty();
  }

  @Test
  void a_change_at_one_gateway_binds_the_others_at_once() {
    agreed(500);
    Disclosure decided =
        second.disclosure(ORCHARD, List.of(TICKER, SECTOR), List.of(cells(1, 11, 12)));

    first.record(first.people.ordered(People.ANA, new Command.Suspend(ORCHARD)));

    assertThat(second.ledger.disclose(decided)).isEqualTo(new Superseded());
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> second.standing().state() == Lifecycle.SUSPENDED);
  }

  @Test
  void two_gateways_that_raise_and_lower_one_agreement_at_once_come_to_the_same() throws Exception {
    agreed(5_000);
    for (int round = 0; round < 5; round++) {
      first.people.raise(ORCHARD);
      settled();
      List<Object> ends =
          atOnce(
              9,
              i ->
                  () -> {
                    if (i == 0) {
                      second.people.lower(ORCHARD, new Stage("early"));
                      return "lowered";
                    }
                    return any(i).release(1_000 * i, 3);
                  });
      settled();

      assertThat(ends).contains("lowered");
      assertThat(three).allSatisfy(it -> assertThat(it.standing()).isEqualTo(first.standing()));
      assertThat(audit().findings()).isEmpty();
    }
    assertThat(first.events(ORCHARD, StageChanged.class)).hasSize(10);
  }

  @Test
  void what_is_sent_to_three_gateways_under_one_key_is_credited_once() throws Exception {
    agreed(500);
    List<Receiving> all =
        atOnce(
            30,
            i ->
                () ->
                    any(i)
                        .ledger
                        .receive(
                            Contributions.of(
                                any(i),
                                ORCHARD,
                                Contributions.under("key", "content"),
                                Contributions.fit(1, 11, 12))));
    settled();

    assertThat(all).hasOnlyElementsOfType(Receiving.Judged.class);
    assertThat(first.events(ORCHARD, Received.class)).hasSize(1);
    assertThat(second.standing().account().total().received()).isEqualTo(Amount.of(6));
  }

  @Test
  void a_commit_that_the_database_cuts_off_releases_nothing_and_the_next_one_goes_on() {
    agreed(500);
    first.release(0, 1);
    PostgresServer.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'entente'");

    List<Recording> recorded = new ArrayList<>();
    for (int i = 1; i < 20 && recorded.size() < 3; i++) {
      try {
        recorded.add(any(i).release(i, 1));
      } catch (Unavailable e) {
        assertThat(e).hasMessageContaining("terminating connection");
      }
    }
    settled();

    assertThat(recorded).hasSize(3);
    assertThat(first.events(ORCHARD, Disclosed.class)).hasSize(4);
    assertThat(audit().findings()).isEmpty();
  }

  @Test
  void a_log_that_somebody_made_shorter_stops_those_that_knew_it_longer() {
    agreed(500);
    String before = first.ledger.checkpoint();
    long size = Long.parseLong(before.lines().skip(1).findFirst().orElseThrow());
    first.release(0, 1);
    settled();
    String schema = PostgresServer.schema(directory.resolve("state").toString());
    PostgresServer.execute("DELETE FROM " + schema + ".entry WHERE idx >= " + size);
    PostgresServer.execute(
        "UPDATE %s.head SET size = %d, note = '%s'".formatted(schema, size, before));

    assertThatThrownBy(() -> second.release(5, 1)).isInstanceOf(Unavailable.class);
    assertThat(second.ledger.refusal().orElseThrow())
        .contains("the log's size")
        .contains((size + 1) + " or more");
    assertThatThrownBy(() -> second.release(5, 1)).isInstanceOf(Unavailable.class);
  }

  @Test
  void many_changes_at_once_are_each_decided_on_the_one_before() throws Exception {
    agreed(500);
    List<Long> told =
        atOnce(
            24,
            i ->
                () -> {
                  long[] index = {-1};
                  any(i)
                      .ledger
                      .change(
                          (_, next) -> {
                            index[0] = next;
                            return Outcome.passed(List.of(new PolicyActivated(Alliance.POLICY)));
                          },
                          Optional.empty());
                  return index[0];
                });

    assertThat(told.stream().sorted().toList())
        .isEqualTo(
            IntStream.range(0, 24)
                .mapToObj(i -> told.stream().sorted().toList().getFirst() + i)
                .toList());
  }
}
