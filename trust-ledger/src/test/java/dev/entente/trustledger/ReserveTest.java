package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.SECTOR;
import static dev.entente.trustledger.Alliance.TICKER;
import static dev.entente.trustledger.Alliance.priced;
import static dev.entente.trustledger.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Category;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.ledger.Reserving;
import dev.entente.ledger.Reserving.Crowded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Priced;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of ticker and sector are worth 3 each, of a city in margins 3. */
@ParameterizedClass
@EnumSource(Storage.class)
class ReserveTest {
  private static final List<Priced> THREE = List.of(TICKER, SECTOR);
  private static final Priced CITY = priced("city", "margins", 10, Form.TRUNCATE);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Parameter Storage storage;
  @TempDir Path directory;
  private Alliance alliance;

  private void agreed(long window, String more) {
    alliance = Alliance.in(storage, directory).agreed(ORCHARD, window, more).governed();
  }

  /** Whatever a test does, nothing of it is past the window. */
  @AfterEach
  void audited() {
    alliance.close();
    try (LogReader log = storage.read(alliance.state.toString())) {
      assertThat(
              Audit.of(
                      log,
                      Alliance.LOG.log(Alliance.ORIGIN).publicKey(),
                      KeyPair25519::verify,
                      Set.of(Alliance.GATEWAY.id()),
                      List.of(),
                      Progress.NONE)
                  .findings())
          .isEmpty();
    }
  }

  private Reserving reserve(int records) {
    return alliance.ledger.reserve(alliance.provision(ORCHARD, THREE, records, MINUTE));
  }

  private long reserved(int records) {
    return ((Granted) reserve(records)).index();
  }

  private Disclosure part(long reservation, int from, int records, boolean last) {
    return alliance.disclosure(
        ORCHARD,
        THREE,
        IntStream.range(from, from + records).mapToObj(i -> Alliance.cells(i, 11, 12)).toList(),
        Optional.of(new Posting(reservation, last)));
  }

  private Recorded post(long reservation, int from, int records, boolean last) {
    return (Recorded) alliance.ledger.disclose(part(reservation, from, records, last));
  }

  private Amount held() {
    return alliance.standing().at(alliance.clock.instant()).reservations().held().total();
  }

  private Amount left() {
    return alliance.standing().at(alliance.clock.instant()).room().total();
  }

  @Test
  void what_is_reserved_is_out_of_reach_of_others_and_within_reach_of_those_that_name_it() {
    agreed(30, "");
    long reservation = reserved(7);

    assertThat(((Recorded) alliance.release(100, 10)).records()).isEqualTo(3);
    assertThat(alliance.release(200, 1)).isInstanceOf(Exhausted.class);
    assertThat(post(reservation, 0, 5, false).records()).isEqualTo(5);
    assertThat(held()).isEqualTo(Amount.of(6));
    assertThat(post(reservation, 5, 5, false).records()).isEqualTo(2);
    assertThat(alliance.standing().reservations().byEntry()).isEmpty();
    assertThat(alliance.standing().account().total().exposure()).isEqualTo(Amount.of(30));
  }

  @Test
  void what_is_reserved_is_taken_first_and_the_rest_must_fit_the_window() {
    agreed(30, "");
    long reservation = reserved(4);

    assertThat(post(reservation, 0, 20, false).records()).isEqualTo(10);
    assertThat(held()).isEqualTo(Amount.ZERO);
  }

  @Test
  void more_than_is_left_is_cut_down_to_whole_records_and_nothing_is_exhausted() {
    agreed(20, "");
    var granted = (Granted) reserve(1_000);

    assertThat(granted.entry().records()).isEqualTo(6);
    assertThat(granted.entry().amount().total()).isEqualTo(Amount.of(18));
    assertThat(left()).isEqualTo(Amount.of(2));
    assertThat(reserve(1)).isInstanceOf(Exhausted.class);
    assertThat(alliance.events(ORCHARD, Reserved.class)).hasSize(1);
  }

  @Test
  void in_a_category_with_a_window_no_more_is_reserved_than_fits_there() {
    agreed(500, ", \"windows\": {\"margins\": 22}");
    var margins = new Category("margins");
    var granted =
        (Granted)
            alliance.ledger.reserve(
                alliance.provision(ORCHARD, List.of(TICKER, CITY), 100, MINUTE));

    assertThat(granted.entry().records()).isEqualTo(7);
    Held held = granted.entry().amount();
    assertThat(held.total()).isEqualTo(Amount.of(28));
    assertThat(held.categories()).containsOnlyKeys(margins).containsValue(Amount.of(21));
    var city =
        alliance.disclosure(
            ORCHARD, List.of(CITY), List.of(Alliance.cells(1, 1), Alliance.cells(2, 1)));
    assertThat(alliance.ledger.disclose(city))
        .isInstanceOfSatisfying(Exhausted.class, it -> assertThat(it.category()).contains(margins));
    var part =
        alliance.disclosure(
            ORCHARD,
            List.of(CITY),
            List.of(Alliance.cells(1, 1), Alliance.cells(2, 1)),
            Optional.of(new Posting(granted.index(), false)));
    assertThat(((Recorded) alliance.ledger.disclose(part)).records()).isEqualTo(2);
    assertThat(alliance.standing().reservations().held().of(margins)).isEqualTo(Amount.of(15));
    assertThat(alliance.standing().reservations().held().total()).isEqualTo(Amount.of(22));
  }

  @Test
  void at_its_time_it_no_longer_counts_without_an_entry_and_also_after_a_restart() {
    agreed(30, "");
    long reservation = reserved(10);
    alliance.clock.pass(MINUTE.minusMillis(1));
    assertThat(alliance.release(0, 1)).isInstanceOf(Exhausted.class);
    alliance.reopen();
    assertThat(alliance.release(0, 1)).isInstanceOf(Exhausted.class);
    alliance.clock.pass(Duration.ofMillis(1));

    assertThat(alliance.release(0, 1)).isInstanceOf(Recorded.class);
    assertThat(alliance.events(ORCHARD, Voided.class)).isEmpty();
    assertThat(post(reservation, 10, 9, false).records()).isEqualTo(9);
    assertThat(alliance.events(ORCHARD, Disclosed.class))
        .extracting(Disclosed::reservation)
        .allMatch(it -> it.isEmpty());
  }

  @Test
  void what_has_expired_does_not_come_back_when_the_clock_is_put_back() {
    agreed(30, "");
    reserved(5);
    alliance.clock.pass(MINUTE);
    assertThat(((Recorded) alliance.release(0, 9)).records()).isEqualTo(9);
    alliance.clock.pass(MINUTE.negated());

    assertThat(held()).isEqualTo(Amount.ZERO);
    assertThat(((Recorded) alliance.release(20, 9)).records()).isEqualTo(1);
  }

  @Test
  void the_last_part_gives_the_rest_back() {
    agreed(30, "");
    long first = reserved(4);
    assertThat(post(first, 0, 2, true).after().reservations().byEntry()).isEmpty();
    assertThat(alliance.events(ORCHARD, Voided.class)).containsExactly(new Voided(ORCHARD, first));
    long second = reserved(4);
    assertThat(post(second, 10, 4, true).records()).isEqualTo(4);
    assertThat(alliance.events(ORCHARD, Voided.class)).hasSize(1);
    assertThat(alliance.standing().reservations().byEntry()).isEmpty();
    long third = reserved(1);
    long fourth = reserved(1);
    assertThat(post(third, 20, 9, true).records()).isEqualTo(3);
    assertThat(held()).isEqualTo(Amount.of(3));
    assertThat(post(fourth, 40, 1, false).records()).isEqualTo(1);
  }

  @Test
  void a_last_part_that_was_cut_short_gives_nothing_back() {
    agreed(5, "");
    var granted =
        (Granted) alliance.ledger.reserve(alliance.provision(ORCHARD, List.of(TICKER), 4, MINUTE));

    assertThat(post(granted.index(), 0, 5, true).records()).isEqualTo(1);
    assertThat(held()).isEqualTo(Amount.of(1));
  }

  @Test
  void a_part_that_reads_again_what_was_seen_takes_nothing() {
    agreed(30, "");
    alliance.release(0, 5);
    long reservation = reserved(5);

    assertThat(post(reservation, 0, 5, false).value()).isEqualTo(Amount.ZERO);
    assertThat(held()).isEqualTo(Amount.of(15));
  }

  @Test
  void no_agreement_has_more_than_four_at_once() {
    agreed(500, "");
    long first = reserved(1);
    for (int i = 0; i < 3; i++) {
      reserved(1);
    }
    assertThat(reserve(1)).isInstanceOf(Crowded.class);
    alliance.record(new Voided(ORCHARD, first));
    reserved(1);
    assertThat(reserve(1)).isInstanceOf(Crowded.class);
    alliance.clock.pass(MINUTE);
    reserved(1);
  }

  @Test
  void nothing_is_voided_twice() {
    agreed(30, "");
    long reservation = reserved(1);
    alliance.record(new Voided(ORCHARD, reservation));

    assertThatThrownBy(() -> alliance.record(new Voided(ORCHARD, reservation)))
        .hasMessageContaining("reserves nothing any more");
    assertThat(left()).isEqualTo(Amount.of(30));
  }

  @Test
  void a_new_epoch_voids_all_and_a_wish_of_the_old_one_is_superseded() {
    agreed(100, "");
    reserved(2);
    var old = alliance.provision(ORCHARD, THREE, 1, MINUTE);
    alliance.record(new PolicyActivated(Alliance.POLICY));
    assertThat(held()).isEqualTo(Amount.ZERO);
    assertThat(alliance.ledger.reserve(old)).isInstanceOf(Superseded.class);

    reserved(2);
    alliance.people.raise(ORCHARD);
    assertThat(held()).isEqualTo(Amount.ZERO);
    reserved(2);
    alliance.people.lower(ORCHARD, new Stage("early"));
    assertThat(held()).isEqualTo(Amount.ZERO);
    reserved(2);
    alliance.record(alliance.people.ordered(People.ANA, new Command.Suspend(ORCHARD)));
    assertThat(held()).isEqualTo(Amount.ZERO);
    assertThat(reserve(1)).isInstanceOf(Superseded.class);
  }

  @Test
  void the_nonce_of_a_reservation_is_spent_whatever_came_of_it() {
    agreed(3, "");
    var granted = alliance.provision(ORCHARD, THREE, 1, MINUTE);
    var exhausted = alliance.provision(ORCHARD, THREE, 1, MINUTE);
    alliance.ledger.reserve(granted);
    alliance.ledger.reserve(exhausted);
    alliance.reopen();

    assertThat(alliance.ledger.claim(granted.nonce())).isFalse();
    assertThat(alliance.ledger.claim(exhausted.nonce())).isFalse();
  }

  @Test
  void sixty_four_at_the_edge_with_four_exports_open_never_pass_the_window() throws Exception {
    agreed(500, "");
    List<Long> exports = IntStream.range(0, 4).mapToObj(_ -> reserved(30)).toList();
    List<Recording> all =
        atOnce(
            64,
            i ->
                () ->
                    i % 2 == 0
                        ? alliance.release(100 * i, 5)
                        : alliance.ledger.disclose(
                            part(exports.get(i / 2 % 4), 100 * i, 5, i > 58)));

    Amount sum =
        all.stream()
            .filter(Recorded.class::isInstance)
            .map(it -> ((Recorded) it).value())
            .reduce(Amount.ZERO, Amount::plus);
    assertThat(alliance.standing().account().total().exposure()).isEqualTo(sum);
    assertThat(sum.plus(held())).isBetween(Amount.of(480), Amount.of(500));
    assertThat(left().thousandths()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void of_sixty_four_that_reserve_at_once_four_get_it_and_no_more_than_there_is() throws Exception {
    agreed(100, "");
    List<Reserving> all = atOnce(64, _ -> () -> reserve(10));

    List<Granted> granted =
        all.stream().filter(Granted.class::isInstance).map(Granted.class::cast).toList();
    assertThat(granted)
        .extracting(it -> it.entry().records())
        .containsExactlyInAnyOrder(10, 10, 10, 3);
    assertThat(held()).isEqualTo(Amount.of(99));
  }
}
