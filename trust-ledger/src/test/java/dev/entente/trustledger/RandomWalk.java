package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.PLUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Rounds;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Conflicting;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Reserving.Crowded;
import dev.entente.ledger.Reserving.Granted;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Crediting.Credited;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Priced;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.FaultyStore.Fault;
import dev.entente.trustledger.NaiveLedger.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Random steps beside a naive model of TRUST, with restarts and commits that fail. */
final class RandomWalk {
  private static final Category MARGINS = new Category("margins");
  private static final List<AgreementId> AGREEMENTS = List.of(ORCHARD, PLUM);
  private static final List<String> RATES = List.of("0.5", "0.7", "1", "1.3");

  /** What was sent under a key, and what the model says became of it. */
  private record Sent(
      AgreementId agreement, Idempotency idempotency, List<Row> rows, NaiveLedger.Earned earned) {}

  private final Alliance alliance;
  private final Supplier<FaultyStore> store;
  private final Random random;
  private final RandomContent content;
  private final Map<AgreementId, NaiveLedger> models = new HashMap<>();
  private final Map<AgreementId, Long> amended = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Long> reserved = new ArrayList<>();
  private final Map<Sent, Long> reversible = new LinkedHashMap<>();
  private int posted;
  private int step;

  /**
   * @param store the one that is open
   */
  RandomWalk(Alliance alliance, Supplier<FaultyStore> store, long seed) {
    this.alliance = alliance;
    this.store = store;
    this.random = new Random(seed);
    this.content = new RandomContent(random);
    alliance.agreed(ORCHARD, 400, orchard("1")).agreed(PLUM, 300, plum("0.7")).governed();
    LocalDate today = alliance.clock.today();
    models.put(
        ORCHARD,
        new NaiveLedger(
            400_000, Map.of(), 10, 20_000, 1_000, 40, new NaiveRounds(today, 7, false)));
    models.put(
        PLUM,
        new NaiveLedger(
            300_000, Map.of(MARGINS, 100_000L), 0, 0, 700, 12, new NaiveRounds(today, 10, true)));
  }

  /** What the leak has forgiven of the agreement that has one. */
  Amount forgiven() {
    return new Amount(models.get(ORCHARD).forgiven);
  }

  /** How often something was set aside, and how often a release took from it. */
  List<Integer> reserved() {
    return List.of(reserved.size(), posted);
  }

  void compare() {
    AGREEMENTS.forEach(this::compare);
  }

  private static String orchard(String rate) {
    return """
    , "leak": {"per-day": 0.01, "cap": 20}, "expect": {"campaigns": 40}, "rate": %s,
      "round": {"days": 7}"""
        .formatted(rate);
  }

  private static String plum(String rate) {
    return """
    , "windows": {"margins": 100}, "expect": {"campaigns": 12}, "rate": %s,
      "round": {"days": 10, "strategy": "two-tats"}"""
        .formatted(rate);
  }

  void step() {
    content.next();
    step++;
    AgreementId agreement = AGREEMENTS.get(random.nextInt(2));
    NaiveLedger model = models.get(agreement);
    switch (random.nextInt(100)) {
      case 0 -> alliance.reopen();
      case 1 -> {
        alliance.record(new PolicyActivated(Alliance.POLICY));
        models.values().forEach(it -> it.reserves.clear());
      }
      case 2, 3, 4 -> pass(1 + random.nextInt(3));
      case 5 -> pass(random.nextInt(20) == 0 ? 25 : 1);
      case 6, 7 -> raise(agreement, model);
      case 8 -> lower(agreement, model);
      case 9 -> suspendOrResume(agreement, model);
      case 10 -> amend(agreement, model);
      case 11, 12 -> reverse();
      case 13, 14, 15 -> sendAgain();
      case 16, 17, 18, 19, 20, 21 -> reserve(agreement, model);
      case 22 -> giveBack(agreement, model);
      case 23, 24, 25 -> passMinutes(random.nextInt(40));
      default -> {
        Fault fault =
            random.nextInt(30) > 0 ? Fault.NONE : random.nextBoolean() ? Fault.BEFORE : Fault.AFTER;
        store.get().nextCommit = fault;
        if (random.nextInt(5) < 2) {
          contribute(agreement, model, fault);
        } else {
          release(agreement, model, fault);
        }
        store.get().nextCommit = Fault.NONE;
        if (fault != Fault.NONE) {
          // So that the ledger has seen what the store then holds.
          alliance.ledger.settle(alliance.nonce());
        }
      }
    }
  }

  /** A while, which may end a day too. */
  private void passMinutes(int minutes) {
    LocalDate before = alliance.clock.today();
    alliance.clock.pass(Duration.ofMinutes(minutes));
    if (!alliance.clock.today().equals(before)) {
      models.values().forEach(it -> it.midnight(alliance.clock.today()));
      alliance.ledger.settle(alliance.nonce());
    }
    models.values().forEach(it -> it.expire(alliance.clock.instant()));
  }

  private void reserve(AgreementId agreement, NaiveLedger model) {
    List<Priced> fields = content.fields();
    if (fields.isEmpty()) {
      return;
    }
    int records = 1 + random.nextInt(40);
    Duration lasting = Duration.ofMinutes(1 + random.nextInt(60));
    var reserving =
        alliance.ledger.reserve(alliance.provision(agreement, fields, records, lasting));
    switch (reserving) {
      case Granted granted -> {
        assertThat(model.active).isTrue();
        assertThat(model.reserves.size()).isLessThan(4);
        Instant until = alliance.clock.instant().plus(lasting);
        assertThat(granted.entry().until()).isEqualTo(until);
        assertThat(granted.entry().records())
            .isEqualTo(model.reserve(granted.index(), fields, records, until));
        reserved.add(granted.index());
      }
      case Crowded _ -> assertThat(model.reserves).hasSize(4);
      case Exhausted _ -> assertThat(model.reserve(-1, fields, records, Instant.MAX)).isEqualTo(0);
      case Recording.Superseded _ -> assertThat(model.active).isFalse();
    }
  }

  private void giveBack(AgreementId agreement, NaiveLedger model) {
    model.reserves.keySet().stream()
        .findFirst()
        .ifPresent(
            entry -> {
              alliance.record(new Voided(agreement, entry));
              model.reserves.remove(entry);
            });
  }

  private void pass(int days) {
    for (int day = 0; day < days; day++) {
      alliance.clock.pass(Duration.ofDays(1));
      models.values().forEach(it -> it.midnight(alliance.clock.today()));
      models.values().forEach(it -> it.expire(alliance.clock.instant()));
    }
    // So that the day has turned before a commit fails.
    alliance.ledger.settle(alliance.nonce());
  }

  private void raise(AgreementId agreement, NaiveLedger model) {
    if (model.active && model.stage < 2) {
      alliance.people.raise(agreement);
      model.moveTo(model.stage + 1);
    }
  }

  private void lower(AgreementId agreement, NaiveLedger model) {
    if (model.stage > 0) {
      int to = random.nextInt(model.stage);
      alliance.people.lower(
          agreement, alliance.standing(agreement).terms().ladder().stages().get(to));
      model.moveTo(to);
    }
  }

  private void suspendOrResume(AgreementId agreement, NaiveLedger model) {
    if (model.active) {
      alliance.people.suspend(agreement);
    } else {
      alliance.people.resume(agreement);
    }
    model.active = !model.active;
    model.reserves.clear();
  }

  /** Another rate, which counts once the partner has accepted it. */
  private void amend(AgreementId agreement, NaiveLedger model) {
    if (amended.containsKey(agreement)) {
      var waiting = alliance.standing(agreement).contract().amendment().orElseThrow();
      alliance.record(Alliance.accepted(waiting.terms()));
      model.ratePerMille = amended.remove(agreement);
      model.reserves.clear();
    } else {
      String rate = RATES.get(random.nextInt(RATES.size()));
      alliance.people.amend(
          agreement.equals(ORCHARD)
              ? Alliance.terms(ORCHARD, 400, orchard(rate))
              : Alliance.terms(PLUM, 300, plum(rate)));
      amended.put(agreement, new BigDecimal(rate).movePointRight(3).longValueExact());
    }
  }

  private void reverse() {
    if (!reversible.isEmpty()) {
      List<Sent> all = List.copyOf(reversible.keySet());
      Sent one = all.get(random.nextInt(all.size()));
      alliance.people.reverse(one.agreement(), reversible.remove(one));
      models.get(one.agreement()).reverse(one.earned());
    }
  }

  private void sendAgain() {
    if (sent.isEmpty()) {
      return;
    }
    Sent one = sent.get(random.nextInt(sent.size()));
    if (random.nextInt(4) == 0) {
      var other = new Idempotency(one.idempotency().key(), Sha256.hash(new byte[] {1}));
      assertThat(receive(one.agreement(), other, one.rows())).isEqualTo(new Conflicting());
      return;
    }
    byte[] body = one.idempotency().key().bytes();
    switch (receive(one.agreement(), one.idempotency(), one.rows())) {
      case Judged judged -> {
        same(judged, one.earned());
        assertThat(alliance.ledger.keep(one.agreement(), one.idempotency(), body)).isEqualTo(body);
      }
      case Answered(byte[] kept) -> assertThat(kept).isEqualTo(body);
      case Receiving other -> throw new AssertionError(other);
    }
  }

  private void contribute(AgreementId agreement, NaiveLedger model, Fault fault) {
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      rows.add(content.row());
    }
    Idempotency idempotency = Contributions.under("key " + step, "content");
    try {
      Receiving receiving = receive(agreement, idempotency, rows);
      if (!model.active) {
        assertThat(receiving).isEqualTo(new Receiving.Superseded());
        return;
      }
      NaiveLedger.Earned earned = model.receive(rows);
      same((Judged) receiving, earned);
      var one = new Sent(agreement, idempotency, rows, earned);
      sent.add(one);
      reversible.put(one, ((Judged) receiving).index());
    } catch (Unavailable lost) {
      assertThat(fault).isNotEqualTo(Fault.NONE);
      if (fault == Fault.AFTER && model.active) {
        sent.add(new Sent(agreement, idempotency, rows, model.receive(rows)));
      }
    }
  }

  private Receiving receive(AgreementId agreement, Idempotency idempotency, List<Row> rows) {
    return alliance.ledger.receive(
        Contributions.of(
            alliance,
            agreement,
            idempotency,
            rows.stream()
                .map(
                    row ->
                        row.unfit() == null
                            ? Contributions.telling(row.key(), row.key(), row.forms(), row.values())
                            : Contributions.unfit(row.unfit()))
                .toArray(Read[]::new)));
  }

  private static void same(Judged judged, NaiveLedger.Earned earned) {
    assertThat(judged.fates()).extracting(Credited::fate).isEqualTo(earned.fates());
    assertThat(judged.credit().thousandths()).isEqualTo(earned.total()[0]);
    assertThat(judged.fates().stream().mapToLong(it -> it.credit().thousandths()).sum())
        .isEqualTo(earned.total()[0]);
  }

  private void release(AgreementId agreement, NaiveLedger model, Fault fault) {
    List<Priced> fields = content.fields();
    List<Long> keys = new ArrayList<>();
    List<long[]> values = new ArrayList<>();
    List<Cells> records = new ArrayList<>();
    for (long key :
        LongStream.generate(content::key).limit(random.nextInt(5)).distinct().toArray()) {
      long[] row = LongStream.generate(content::value).limit(fields.size()).toArray();
      keys.add(key);
      values.add(row);
      records.add(Alliance.cells(key, row));
    }
    long from = from(model);
    boolean last = random.nextInt(4) == 0;
    Optional<Posting> posting = from < 0 ? Optional.empty() : Optional.of(new Posting(from, last));
    try {
      Recording recording =
          alliance.ledger.disclose(alliance.disclosure(agreement, fields, records, posting));
      if (!model.active) {
        assertThat(recording).isEqualTo(new Recording.Superseded());
        return;
      }
      posted += model.reserves.containsKey(from) ? 1 : 0;
      same(recording, model.disclose(fields, keys, values, from, last));
    } catch (Unavailable lost) {
      assertThat(fault).isNotEqualTo(Fault.NONE);
      if (fault == Fault.AFTER && model.active) {
        model.disclose(fields, keys, values, from, last);
      }
    }
  }

  /** A reservation of the agreement, one that is over or another's, or -1 for none. */
  private long from(NaiveLedger model) {
    List<Long> open = List.copyOf(model.reserves.keySet());
    if (!open.isEmpty() && random.nextBoolean()) {
      return open.get(random.nextInt(open.size()));
    }
    return reserved.isEmpty() || random.nextBoolean()
        ? -1
        : reserved.get(Math.max(0, reserved.size() - 1 - random.nextInt(6)));
  }

  private static void same(Recording recording, NaiveLedger.Result expected) {
    switch (recording) {
      case Recorded recorded -> {
        assertThat(expected.exhausted()).isFalse();
        assertThat(recorded.records()).isEqualTo(expected.records());
        assertThat(recorded.value().thousandths()).isEqualTo(expected.value());
      }
      case Exhausted _ -> assertThat(expected.exhausted()).isTrue();
      case Recording.Superseded _, Recording.TooFine _ -> throw new AssertionError(recording);
    }
  }

  private void compare(AgreementId agreement) {
    NaiveLedger model = models.get(agreement);
    Standing standing = alliance.standing(agreement);
    same(standing.account().total(), model.total);
    same(standing.at(alliance.clock.instant()).reservations().held(), model);
    model.categories.forEach((category, sums) -> same(standing.account().of(category), sums));
    assertThat(standing.forgiveness().total().thousandths()).isEqualTo(model.forgiven);
    assertThat(standing.cleared().thousandths())
        .isEqualTo(model.total.received - model.receivedAtStage);
    assertThat(standing.terms().ladder().stages().indexOf(standing.stage())).isEqualTo(model.stage);
    Rounds rounds = standing.rounds();
    assertThat(rounds.number()).isEqualTo(model.rounds.number);
    assertThat(rounds.matched()).isEqualTo(model.rounds.matched);
    assertThat(rounds.verdict()).isEqualTo(model.rounds.verdict);
    assertThat(rounds.taken().getOrDefault(Contributions.CAMPAIGNS, 0L)).isEqualTo(model.taken);
  }

  private static void same(Held held, NaiveLedger model) {
    assertThat(held.total().thousandths()).isEqualTo(model.reserved(-1));
    for (Category category : List.of(MARGINS, new Category("targeting"))) {
      assertThat(held.of(category).thousandths()).isEqualTo(model.reserved(category, -1));
    }
  }

  private static void same(Balance balance, NaiveLedger.Sums sums) {
    assertThat(balance.given().thousandths()).isEqualTo(sums.given);
    assertThat(balance.received().thousandths()).isEqualTo(sums.received);
    assertThat(balance.exposure().thousandths()).isEqualTo(sums.exposure);
  }
}
