package dev.entente.trustledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AuditTest extends ForgedStory {
  @Test
  void an_honest_log_holds_and_its_figures_are_told() {
    AuditReport report = audit(story.resolve("state").resolve(SqliteStore.FILE), checkpoint);

    assertThat(report.findings()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.size()).isEqualTo(10);
    assertThat(report.disclosures()).isEqualTo(5);
    assertThat(report.standings()).hasSize(1);
    assertThat(report.value().minus(report.forgiven()))
        .isEqualTo(report.standings().getFirst().account().total().exposure());
  }

  @Test
  void the_forger_changes_nothing_that_he_does_not_mean_to() {
    assertThat(audit(forger().sign(forged)).findings()).isEmpty();
  }

  @Test
  void a_fork_is_found_by_who_holds_an_older_checkpoint() {
    Path fork = forger().time(FIRST, forger().at(FIRST).time().plusMillis(1)).sign(forged);

    assertThat(audit(fork).holds()).isTrue();
    assertThat(audit(fork, checkpoint).findings())
        .extracting(Finding::what)
        .containsExactly("the root of the entries before it");
  }

  @Test
  void a_log_that_is_shorter_than_an_older_checkpoint_is_found() {
    assertThat(audit(forger().without(LAST).sign(forged), checkpoint).findings())
        .extracting(Finding::what)
        .containsExactly("the log's size");
  }

  @Test
  void the_audit_reads_beside_a_gateway_that_writes() {
    try (Alliance alliance = Alliance.in(forged).agreed()) {
      alliance.release(0, 5);
      Path file = alliance.state.resolve(SqliteStore.FILE);
      assertThat(audit(file).size()).isEqualTo(4);
      alliance.release(5, 5);
      assertThat(audit(file).size()).isEqualTo(5);
      assertThat(audit(file).findings()).isEmpty();
    }
  }
}
