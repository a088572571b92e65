package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static dev.entente.trustledger.Alliance.PLUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.trustledger.FaultyStore.Fault;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaiveModelTest {
  private static final int STEPS = 1_500;
  private static final Category MARGINS = new Category("margins");

  private static final List<Priced> FIELDS =
      List.of(
          Alliance.TICKER,
          Alliance.SECTOR,
          Alliance.priced("sector", "targeting", 2, Form.PSEUDONYM),
          Alliance.EMPLOYEES,
          Alliance.priced("city", "margins", 10, Form.TRUNCATE),
          Alliance.priced("city", "margins", 10, Form.FULL));

  @TempDir Path directory;
  private final Random random = new Random(20260301);
  private FaultyStore store;

  @Test
  void thousands_of_random_steps_come_to_what_the_page_on_trust_says_figure_by_figure() {
    Map<AgreementId, NaiveLedger> models = new HashMap<>();
    models.put(ORCHARD, new NaiveLedger(400_000, Map.of(), 10, 90_000));
    models.put(PLUM, new NaiveLedger(300_000, Map.of(MARGINS, 100_000L), 0, 0));
    try (Alliance alliance =
        Alliance.in(
            directory,
            it -> {
              store = new FaultyStore(it);
              return store;
            })) {
      alliance.agreed(ORCHARD, 400, ", \"leak\": {\"per-day\": 0.01, \"cap\": 90}");
      alliance.agreed(PLUM, 300, ", \"windows\": {\"margins\": 100}");
      for (int step = 0; step < STEPS; step++) {
        step(alliance, models);
      }
      compare(alliance, models);
      alliance.reopen();
      compare(alliance, models);
    }
    assertThat(models.get(ORCHARD).forgiven).isEqualTo(90_000);
    holds();
  }

  private void step(Alliance alliance, Map<AgreementId, NaiveLedger> models) {
    switch (random.nextInt(100)) {
      case 0 -> alliance.reopen();
      case 1 -> alliance.record(new PolicyActivated(Alliance.POLICY));
      case 2, 3, 4, 5 -> {
        int days = 1 + random.nextInt(3);
        alliance.clock.pass(Duration.ofDays(days));
        for (int day = 0; day < days; day++) {
          models.values().forEach(NaiveLedger::midnight);
        }
      }
      case 6 -> {
        store.nextCommit = Fault.BEFORE;
        try {
          // Something that is never seen elsewhere; it is lost, so the model hears nothing of it.
          alliance.ledger.disclose(
              alliance.disclosure(PLUM, List.of(Alliance.TICKER), List.of(Alliance.cells(99, 1))));
        } catch (Unavailable lost) {
          assertThat(lost).hasMessageContaining("the disk is full");
        }
        store.nextCommit = Fault.NONE;
      }
      default -> release(alliance, models);
    }
  }

  private void release(Alliance alliance, Map<AgreementId, NaiveLedger> models) {
    AgreementId agreement = random.nextBoolean() ? ORCHARD : PLUM;
    List<Priced> fields = fields();
    List<Long> keys = new ArrayList<>();
    List<long[]> values = new ArrayList<>();
    List<Cells> records = new ArrayList<>();
    List<Long> all = new ArrayList<>(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L));
    Collections.shuffle(all, random);
    for (long key : all.subList(0, random.nextInt(5))) {
      long[] row = new long[fields.size()];
      for (int f = 0; f < row.length; f++) {
        // Mostly one value, so that many are repeated; 0 is null.
        row[f] =
            Math.max(0, random.nextInt(12) - 9) == 0
                ? random.nextInt(8) == 0 ? 0 : 7
                : random.nextInt(1, 4);
      }
      keys.add(key);
      values.add(row);
      records.add(Alliance.cells(key, row));
    }

    Recording recording = alliance.ledger.disclose(alliance.disclosure(agreement, fields, records));
    NaiveLedger.Result expected = models.get(agreement).disclose(fields, keys, values);

    switch (recording) {
      case Recorded recorded -> {
        assertThat(expected.exhausted()).isFalse();
        assertThat(recorded.records()).isEqualTo(expected.records());
        assertThat(recorded.value().thousandths()).isEqualTo(expected.value());
        assertThat(recorded.after().account().total().exposure().thousandths())
            .isEqualTo(models.get(agreement).exposure);
      }
      case Exhausted _ -> assertThat(expected.exhausted()).isTrue();
      case Recording.Superseded superseded -> throw new AssertionError(superseded);
    }
  }

  private List<Priced> fields() {
    List<Priced> fields = new ArrayList<>();
    for (Priced field : FIELDS) {
      boolean there = fields.stream().anyMatch(it -> it.field().equals(field.field()));
      if (!there && random.nextInt(3) > 0) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static void compare(Alliance alliance, Map<AgreementId, NaiveLedger> models) {
    models.forEach(
        (agreement, model) -> {
          Standing standing = alliance.ledger.trust().standing(agreement).orElseThrow();
          assertThat(standing.account().total().exposure().thousandths()).isEqualTo(model.exposure);
          assertThat(standing.forgiveness().total().thousandths()).isEqualTo(model.forgiven);
          model.byCategory.forEach(
              (category, spent) ->
                  assertThat(standing.account().of(category).exposure().thousandths())
                      .isEqualTo(spent));
        });
  }

  private void holds() {
    try (SqliteLog log = SqliteLog.open(directory.resolve("state").resolve(SqliteStore.FILE))) {
      AuditReport report =
          Audit.of(
              log,
              Alliance.LOG.log(ORIGIN).publicKey(),
              KeyPair25519::verify,
              Set.of(Alliance.GATEWAY.id()),
              List.of(),
              Progress.NONE);
      assertThat(report.findings()).isEmpty();
      assertThat(report.holds()).isTrue();
      assertThat(report.disclosures()).isGreaterThan(STEPS / 3);
    }
  }
}
