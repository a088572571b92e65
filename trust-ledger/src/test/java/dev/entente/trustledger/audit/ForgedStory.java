package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.LOG;
import static dev.entente.trustledger.Alliance.ORIGIN;

import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.AllianceStories;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tells a story once, and lets a test change it. Its entries are named by their indexes. */
abstract class ForgedStory {
  static final int OPENED = 0;
  static final int ACCEPTED = 1;
  static final int POLICY = 2;
  static final int FIRST = 3;
  static final int REPEATED = 4;
  static final int EMPTY = 5;
  static final int UPGRADED = 6;
  static final int FORGIVEN = 7;
  static final int AGAIN_FORGIVEN = 8;
  static final int LAST = 9;

  @TempDir static Path story;
  @TempDir Path forged;
  static String checkpoint;

  @BeforeAll
  static void tell() {
    checkpoint = AllianceStories.tell(story);
  }

  static Forger forger() {
    return Forger.of(story.resolve("state"));
  }

  static AuditReport audit(Path file, String... checkpoints) {
    try (SqliteLog log = SqliteLog.open(file)) {
      return Audit.of(
          log,
          LOG.log(ORIGIN).publicKey(),
          KeyPair25519::verify,
          Set.of(Alliance.GATEWAY.id()),
          List.of(checkpoints),
          Progress.NONE);
    }
  }
}
