package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Trust;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TreeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is shown of the log: its entries, tiles, proofs and checkpoints, as far as they are durable.
 * Thread-safe; every method that reads throws {@link Unavailable} where the store cannot be read.
 */
public final class PublishedLog {
  private static final int MOST_ENTRIES = 1_000;

  private final Store store;
  private final LogKey key;
  private final Trust trust;
  private final Cosigned cosigned = new Cosigned();
  private volatile Published published;

  PublishedLog(Store store, LogKey key, Trust trust, Published published) {
    this.store = store;
    this.key = key;
    this.trust = trust;
    this.published = published;
  }

  /** What became durable is shown from now on. */
  void publish(Published newer) {
    published = newer;
  }

  /** How many entries there are. */
  public long size() {
    return published.size();
  }

  /** The newest checkpoint, as the log's key signed it. */
  Note newest() {
    return published.checkpoint();
  }

  /** When the newest entry was written. */
  Instant lastWritten() {
    long size = size();
    return size == 0
        ? Instant.EPOCH
        : EntryJson.read(store.entries(size - 1, 1).getFirst().bytes()).time();
  }

  /** The log as it is now, whatever comes after. */
  public Snapshot snapshot() {
    return tree();
  }

  private PublishedTree tree() {
    return new PublishedTree(published, store);
  }

  /** How the log differs from the checkpoint in the file. */
  Optional<String> dispute(Path file) {
    try {
      return OutsideCheckpoint.read(file, key)
          .filter(seen -> !isLost(seen))
          .flatMap(seen -> tree().dispute(file.toString(), seen));
    } catch (StoreException | TreeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * How the log differs from a checkpoint of it that was seen somewhere; empty if it holds it.
   *
   * @param where it was seen, for the sentence
   */
  public Optional<String> dispute(String where, Checkpoint seen) {
    return read(() -> tree().dispute(where, seen));
  }

  /** Whether a recovery in the log says that it once had this checkpoint, and lost it. */
  private boolean isLost(Checkpoint seen) {
    Sha256 root = Sha256.ofBytes(seen.root().toBytes());
    return trust.recoveries().stream().anyMatch(it -> it.isLost(seen.size(), root));
  }

  /**
   * Shows the cosignatures of a checkpoint from now on, where it is the newest one and in proofs.
   *
   * @param note a checkpoint of this log with cosignatures, which the caller has verified
   * @return how the log differs from it, and then it is not shown
   * @throws dev.entente.trustledger.checkpoint.NoteException if this log's key did not sign it
   */
  public Optional<String> cosigned(Note note) {
    Checkpoint checkpoint = key.open(note);
    if (isLost(checkpoint)) {
      return Optional.empty();
    }
    Optional<String> dispute = dispute("what witnesses cosigned", checkpoint);
    if (dispute.isEmpty()) {
      cosigned.offer(checkpoint, note);
    }
    return dispute;
  }

  /** The newest checkpoint that witnesses cosigned, of those that were given; empty if none was. */
  public Optional<CosignedCheckpoint> cosigned() {
    return cosigned.newest();
  }

  List<Stored> entries(AgreementId agreement, long from, int limit) {
    requireBounds(from, limit);
    return read(() -> store.entries(agreement, from, published.size(), limit));
  }

  /**
   * All entries, whosever they are, oldest first.
   *
   * @param from the log index to start at
   * @param limit at most 1000
   */
  public List<Stored> entries(long from, int limit) {
    requireBounds(from, limit);
    int most = Math.toIntExact(Math.min(limit, Math.max(0, published.size() - from)));
    return most == 0
        ? List.of()
        : read(
            () ->
                store.entries(from, most).stream()
                    .map(kept -> new Stored(kept.index(), kept.bytes()))
                    .toList());
  }

  /**
   * An agreement's own entries, newest first.
   *
   * @param below the log index to begin before
   * @param limit at most 1000
   */
  public List<Stored> newest(AgreementId agreement, long below, int limit) {
    requireBounds(below, limit);
    return read(() -> store.newest(agreement, Math.min(below, published.size()), limit));
  }

  private static void requireBounds(long from, int limit) {
    if (from < 0 || limit < 1 || limit > MOST_ENTRIES) {
      throw new IllegalArgumentException(
          "entries are read from 0 on, 1 to " + MOST_ENTRIES + " at a time");
    }
  }

  Optional<String> proof(AgreementId agreement, long index) {
    PublishedTree now = tree();
    return index < 0 || index >= now.published().size()
        ? Optional.empty()
        : read(() -> store.entry(agreement, index).map(entry -> now.proof(cosigned, index, entry)));
  }

  /** The proof that an entry, as {@link #entries(long, int)} gave it, is in the log. */
  public String proof(Stored entry) {
    return read(() -> tree().proof(cosigned, entry.index(), entry.bytes()));
  }

  /** The newest checkpoint, with the cosignatures that belong to exactly it. */
  String checkpoint() {
    return cosigned.on(published.checkpoint()).toString();
  }

  Optional<byte[]> tile(String path) {
    Tile tile;
    try {
      tile = Tile.parse("tile/" + path);
    } catch (TreeException notATile) {
      return Optional.empty();
    }
    return read(() -> new Tiles(published, store).find(tile));
  }

  static <T> T read(Supplier<T> query) {
    try {
      return query.get();
    } catch (StoreException | TreeException e) {
      throw Unavailable.ledger("the log cannot be read: " + e.getMessage(), e);
    }
  }
}
