package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Ledger.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the ledger keeps everything that must survive. One thread commits; any thread reads. Every
 * method throws {@link StoreException} if it cannot be done.
 */
public interface Store extends LogReader {
  /**
   * Writes all of it or nothing. When this returns it survives the loss of the process and of
   * power. When it throws, it may be there or not: read what is.
   */
  void commit(Commit commit);

  /**
   * An agreement's own entries, oldest first.
   *
   * @param from the index to start at
   * @param below the index to stop before
   */
  List<Stored> entries(AgreementId agreement, long from, long below, int limit);

  /** The bytes of an entry, if it is the agreement's own. */
  Optional<byte[]> entry(AgreementId agreement, long index);

  /** The nonces that may still be fresh at this instant, one commit's after the other. */
  void spent(Instant now, Consumer<Spent> each);
}
