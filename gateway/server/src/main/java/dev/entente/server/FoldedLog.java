package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Fold;
import dev.entente.ledger.Trust;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trust as the entries in a state directory come to it, read beside whoever writes them. */
public final class FoldedLog {
  private static final int CHUNK = 1_000;

  private FoldedLog() {}

  /**
   * Reads the whole log. It is not verified: that is the start's and the audit's matter.
   *
   * @throws StoreException if there is none, or it cannot be read
   */
  public static Trust read(Path state) {
    Path file = state.resolve(SqliteStore.FILE);
    try (var log = SqliteLog.open(file)) {
      return fold(log);
    } catch (Malformed | IllegalStateException e) {
      throw new StoreException(file + " cannot be understood: " + e.getMessage(), e);
    }
  }

  /** The agreement that an entry belongs to; empty if there is no such entry, or it is nobody's. */
  public static Optional<AgreementId> party(Path state, long index) {
    try (var log = SqliteLog.open(state.resolve(SqliteStore.FILE))) {
      return log.entries(index, 1).stream()
          .filter(kept -> kept.index() == index)
          .findFirst()
          .flatMap(Kept::party);
    }
  }

  private static Fold fold(SqliteLog log) {
    var trust = new Fold();
    List<Kept> chunk = log.entries(0, CHUNK);
    while (!chunk.isEmpty()) {
      chunk.forEach(kept -> trust.apply(kept.index(), EntryJson.read(kept.bytes())));
      chunk = log.entries(chunk.getLast().index() + 1, CHUNK);
    }
    return trust;
  }
}
