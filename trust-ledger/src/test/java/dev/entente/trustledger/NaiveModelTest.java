package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NaiveModelTest {
  private static final int STEPS = 2_500;
  private static final int LONG_STEPS = 40_000;

  @TempDir Path directory;

  @Test
  void thousands_of_random_steps_come_to_what_the_page_on_trust_says_figure_by_figure() {
    walk(20260301, STEPS);
  }

  @Test
  @Tag("long")
  @Timeout(1200)
  void tens_of_thousands_of_random_steps_come_to_it_too() {
    walk(20261101, LONG_STEPS);
  }

  private void walk(long seed, int steps) {
    FaultyStore[] store = new FaultyStore[1];
    try (Alliance alliance =
        Alliance.in(
            Storage.SQLITE,
            directory,
            it -> {
              store[0] = new FaultyStore(it);
              return store[0];
            })) {
      var walk = new RandomWalk(alliance, () -> store[0], seed);
      for (int i = 0; i < steps; i++) {
        walk.step();
        walk.compare();
      }
      alliance.reopen();
      walk.compare();
      assertThat(walk.forgiven()).isGreaterThan(Amount.ZERO);
      assertThat(walk.reserved()).allSatisfy(it -> assertThat(it).isGreaterThan(steps / 100));
    }
    holds(steps);
  }

  private void holds(int steps) {
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
      assertThat(report.disclosures()).isGreaterThan(steps / 10);
    }
  }
}
