package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.problem.Outcome;
import dev.entente.signature.Nonce;
import dev.entente.signature.Nonces;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * The port to the record of everything that changed trust. Thread-safe.
 *
 * <p>What returns from a method that records is durable: it survives the loss of the process and of
 * power. If recording fails, {@link dev.entente.problem.Unavailable} is thrown, nothing may be
 * released, and the step may or may not be found in the log later: a crash can overcount, never
 * undercount. If another process of this gateway spent the request's nonce first, {@link
 * dev.entente.signature.Replayed} is thrown, and nothing was recorded.
 */
public interface Ledger extends Nonces, AutoCloseable {
  /** Trust as the durable entries come to it. */
  Trust trust();

  /**
   * Prices, checks the windows and the epoch, and records, in one atomic step. The longest prefix
   * of the records that fits is recorded; the rest must not leave.
   */
  Recording disclose(Disclosure disclosure);

  /**
   * Prices what could be released now, by the same rule as {@link #disclose}. Records nothing, and
   * remembers nothing.
   */
  Quoting quote(Quote quote);

  /**
   * Sets aside room for longer work, in one atomic step: as much as fits, in whole records. It
   * counts like exposure until it is posted by releases that name it, voided, or expired by time;
   * so a process that dies holding it holds it for no longer.
   */
  Reserving reserve(Provision provision);

  /**
   * Judges, credits and records what a partner shared, in one atomic step. What was sent before
   * under the same key is credited once. When it returns the request's nonce is durable, whatever
   * became of the rest.
   */
  Receiving receive(Contribution contribution);

  /**
   * Keeps the answer to a contribution, for ever, before it is sent.
   *
   * @return the answer that is kept: this one, or one that was kept before it
   */
  byte[] keep(AgreementId agreement, Idempotency idempotency, byte[] answer);

  /**
   * Takes one step that changes trust.
   *
   * @param nonce of the request that asked for it, if one did; durable in the same commit
   * @return trust after it, or the step's refusal
   */
  Outcome<Trust> change(Change change, Optional<Nonce> nonce);

  /** What the agreement's partner knows by now, in the order of datasets and fields. */
  List<Known> known(AgreementId agreement);

  /** Makes a claimed nonce durable, for an answer that comes with no entry. */
  void settle(Nonce nonce);

  /**
   * The agreement's own entries, oldest first.
   *
   * @param from the log index to start at
   * @param limit at most 1000
   */
  List<Stored> entries(AgreementId agreement, long from, int limit);

  /**
   * The proof that the agreement's entry is in the log ({@code c2sp.org/tlog-proof@v1}); empty if
   * there is no such entry or it is another agreement's.
   */
  Optional<String> proof(AgreementId agreement, long index);

  /** The newest checkpoint, a C2SP signed note. */
  String checkpoint();

  /** The bytes of a hash tile of the tree, by its C2SP path after {@code tile/}. */
  Optional<byte[]> tile(String path);

  /** The log's verifier key, {@code name+hash+key}. */
  String verifierKey();

  @Override
  void close();

  /** An entry's exact bytes at its place. */
  final class Stored {
    private static final byte[] LEAF = {0};

    private final long index;
    private final byte[] bytes;

    public Stored(long index, byte[] bytes) {
      this.index = index;
      this.bytes = bytes.clone();
    }

    public long index() {
      return index;
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    /** The entry's leaf hash: RFC 6962 section 2.1. */
    public Sha256 leaf() {
      return Sha256.hash(LEAF, bytes);
    }
  }
}
