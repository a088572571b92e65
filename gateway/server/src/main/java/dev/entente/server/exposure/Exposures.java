package dev.entente.server.exposure;

import dev.entente.agreement.AgreementId;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.CellHash;
import dev.entente.server.GatewayLedger;
import dev.entente.server.directory.Settings;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.exposure.Exposure;
import dev.entente.trustledger.exposure.Interest;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.StoreException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What one partner knows, read from the log beside the gateway that writes it. To read all of it
 * takes long, so that is done once at a time, and the last one read is kept until the log has
 * grown. Thread-safe.
 */
public final class Exposures {
  private static final int PATIENCE_SECONDS = 10;

  private record Read(AgreementId agreement, long size, Exposure exposure) {}

  private final Settings settings;
  private final VerifierKeys logKeys;
  private final CellHash hash;
  private final LongSupplier size;
  private final Semaphore place = new Semaphore(1, true);
  private Optional<Read> last = Optional.empty();

  /**
   * @param hash by which records are remembered
   * @param size how many entries the log has now
   */
  public Exposures(Settings settings, VerifierKeys logKeys, CellHash hash, LongSupplier size) {
    this.settings = settings;
    this.logKeys = logKeys;
    this.hash = hash;
    this.size = size;
  }

  /** By which records are remembered. */
  public CellHash hash() {
    return hash;
  }

  /**
   * All that the agreement's partner has seen.
   *
   * @throws Unavailable if the log cannot be read, or is not what was recorded, or others read it
   *     for too long
   */
  public Exposure of(AgreementId agreement) {
    try {
      if (!place.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Unavailable.ledger("the log is being read for somebody else", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.ledger("the gateway is closing", e);
    }
    try {
      long now = size.getAsLong();
      Read read =
          last.filter(it -> it.agreement().equals(agreement) && it.size() == now)
              .orElseGet(() -> new Read(agreement, now, read(agreement)));
      last = Optional.of(read);
      return read.exposure();
    } finally {
      place.release();
    }
  }

  private Exposure read(AgreementId agreement) {
    try (var log = GatewayLedger.read(settings)) {
      return Exposure.read(
          log,
          logKeys,
          NoteVerifier.ofPlatform(),
          new Interest(terms -> terms.agreement().equals(agreement), _ -> true, Optional.empty()),
          Progress.NONE);
    } catch (StoreException e) {
      throw Unavailable.ledger(String.valueOf(e.getMessage()), e);
    }
  }
}
