package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Malformed;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Fold;
import dev.entente.ledger.Trust;
import dev.entente.server.directory.Settings;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.StoreException;
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
  public static Trust read(Settings settings) {
    try (LogReader log = GatewayLedger.read(settings)) {
      return fold(log);
    }
  }

  /**
   * The same; trust as it is before anything happened if there is no log yet.
   *
   * @throws StoreException if it cannot be read
   */
  public static Trust readOrNone(Settings settings) {
    Optional<LogReader> found = GatewayLedger.find(settings);
    if (found.isEmpty()) {
      return new Fold();
    }
    try (LogReader log = found.get()) {
      return fold(log);
    }
  }

  /** The agreement that an entry belongs to; empty if there is no such entry, or it is nobody's. */
  public static Optional<AgreementId> party(Settings settings, long index) {
    try (LogReader log = GatewayLedger.read(settings)) {
      return log.entries(index, 1).stream()
          .filter(kept -> kept.index() == index)
          .findFirst()
          .flatMap(Kept::party);
    }
  }

  private static Fold fold(LogReader log) {
    var trust = new Fold();
    try {
      List<Kept> chunk = log.entries(0, CHUNK);
      while (!chunk.isEmpty()) {
        chunk.forEach(kept -> trust.apply(kept.index(), EntryJson.read(kept.bytes())));
        chunk = log.entries(chunk.getLast().index() + 1, CHUNK);
      }
      return trust;
    } catch (Malformed | IllegalStateException e) {
      throw new StoreException("the log cannot be understood: " + e.getMessage(), e);
    }
  }
}
