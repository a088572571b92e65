package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Event.Disclosed;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An audit that goes on from where another ended. */
class AuditFromTest extends ForgedTrust {
  private static final LogKey KEY = LOG.log(ORIGIN);

  private static AuditReport auditFrom(String note, Path file) {
    try (SqliteLog log = SqliteLog.open(file)) {
      return Audit.from(
          note,
          log,
          KEY.publicKey(),
          KeyPair25519::verify,
          Set.of(Alliance.GATEWAY.id()),
          List.of(),
          Progress.NONE);
    }
  }

  private static String note(LogKey key, long size, TreeHash root) {
    VerifierKey own = key.publicKey();
    return new Checkpoint(own.name(), size, root).sign(own, key.signer()).toString();
  }

  /** The checkpoint of a history's first entries. */
  private static String note(Forger forger, int size) {
    Growth growth = Frontier.EMPTY.grow();
    forger.entries.subList(0, size).forEach(it -> growth.append(TreeHash.leaf(it.bytes())));
    return note(KEY, size, growth.root());
  }

  private static Forger told() {
    return Forger.of(story.resolve("state"));
  }

  @Test
  void from_every_checkpoint_there_was_it_comes_to_what_the_whole_audit_comes_to() {
    Path file = story.resolve("state").resolve(SqliteStore.FILE);
    AuditReport whole = ForgedStory.audit(file);
    assertThat(whole.findings()).isEmpty();
    for (int size = 1; size <= whole.size(); size++) {
      AuditReport rest = auditFrom(note(told(), size), file);
      assertThat(rest.from()).isEqualTo(size);
      assertThat(rest).usingRecursiveComparison().ignoringFields("from").isEqualTo(whole);
    }
  }

  @Test
  void what_a_release_says_is_checked_after_the_checkpoint_and_not_before_it() {
    Forger forger = told();
    int wrong = at(Disclosed.class, 1).applyAsInt(forger);
    forger.event(
        wrong,
        it ->
            Releases.of((Disclosed) it)
                .exposure(((Disclosed) it).exposure().plus(Amount.of(1)))
                .done());
    isFoundUpTo(wrong, forger);
  }

  @Test
  void what_a_person_ordered_is_checked_after_the_checkpoint_and_not_before_it() {
    Forger forger = told();
    int wrong = 20;
    forger.insert(wrong, time -> ordered("eve", SUSPEND, time));
    Path file = forger.sign(forged);
    List<Finding> found = auditFrom(note(forger, wrong), file).findings();
    assertThat(found).extracting(Finding::index).contains((long) wrong);
    assertThat(auditFrom(note(forger, wrong + 1), file).findings())
        .extracting(Finding::index)
        .doesNotContain((long) wrong);
  }

  private void isFoundUpTo(int wrong, Forger forger) {
    Path file = forger.sign(forged);
    assertThat(auditFrom(note(forger, wrong), file).findings())
        .extracting(Finding::index)
        .containsExactly((long) wrong);
    assertThat(auditFrom(note(forger, wrong + 1), file).holds()).isTrue();
  }

  @Test
  void a_log_that_does_not_hold_what_the_checkpoint_holds_fails() {
    Forger forger = told();
    Path file = story.resolve("state").resolve(SqliteStore.FILE);
    TreeHash other = TreeHash.leaf(new byte[] {1});
    assertThat(auditFrom(note(KEY, 5, other), file).findings())
        .extracting(Finding::what)
        .containsExactly("the root of the entries before it");
    assertThat(auditFrom(note(KEY, forger.entries.size() + 1, other), file).findings())
        .extracting(Finding::what)
        .containsExactly("the log's size");
  }

  @Test
  void by_a_checkpoint_that_the_log_never_signed_all_is_checked_and_that_is_told() {
    Path file = story.resolve("state").resolve(SqliteStore.FILE);
    AuditReport report = auditFrom(note(LOG.log("another"), 5, TreeHash.EMPTY), file);
    assertThat(report.from()).isZero();
    assertThat(report.findings())
        .extracting(Finding::what)
        .containsExactly("the checkpoint audited before");
  }
}
