package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the ledger keeps everything that must survive. One thread commits; any thread reads. Every
 * method throws {@link StoreException} if it cannot be done.
 */
public interface Store extends LogReader {
  /** Whether other processes may write to the same log. */
  boolean isShared();

  /**
   * Begins a commit: waits until nobody else writes to this log, and keeps it so until {@link
   * #commit} or {@link #giveUp}.
   *
   * @param now nonces that expired before it may be forgotten
   * @param spent the nonces of the requests that ask for it, durable with it
   */
  Begun begin(Instant now, Optional<Spent> spent);

  /** Ends what was begun without writing any of it. */
  void giveUp();

  /**
   * Writes all of what was begun, or nothing. When this returns it survives the loss of the process
   * and of power. When it throws, it may be there or not: read what is.
   */
  void commit(Commit commit);

  /**
   * An agreement's own entries, oldest first.
   *
   * @param from the index to start at
   * @param below the index to stop before
   */
  List<Stored> entries(AgreementId agreement, long from, long below, int limit);

  /**
   * An agreement's own entries, newest first.
   *
   * @param below the index to begin before
   */
  List<Stored> newest(AgreementId agreement, long below, int limit);

  /** The bytes of an entry, if it is the agreement's own. */
  Optional<byte[]> entry(AgreementId agreement, long index);

  /**
   * The hash of what an agreement sent under an idempotency key, if anything. For the thread that
   * commits, and at once.
   */
  Optional<Sha256> content(AgreementId agreement, Sha256 key);

  /** What the answer to just this is made of, if it was sent. */
  Optional<Sent> sent(AgreementId agreement, Idempotency idempotency);

  /** The answer to just this, if it was sent and one is kept. */
  Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency);

  /**
   * The nonces that are kept: those that may be fresh and some that are not, a commit's at a time.
   */
  void spent(Consumer<Spent> each);
}
