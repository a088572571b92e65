package dev.entente.server.peers;

import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.OpenClient;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.tlog.ConsistencyProof;
import dev.entente.trustledger.tlog.TileReader;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/** A gateway's log, as it is served to everybody. Blocks. */
public final class FollowedLog {
  private static final String LOG = "/v1/log/";

  private final VerifierKeys key;
  private final OpenClient client;

  /**
   * Follows a log.
   *
   * @param key the log's, from a place that is trusted
   * @param client of the gateway whose log it is
   */
  public FollowedLog(VerifierKeys key, OpenClient client) {
    this.key = key;
    this.client = client;
  }

  /** What the log has become since somebody saw it. */
  public sealed interface Story {
    /** It has grown, or is as it was. */
    record Grown(Checkpoint newest, Note note) implements Story {}

    /** It is shorter than it was, which its keeper has to explain. */
    record Shorter(Checkpoint newest) implements Story {}

    /** It is another: here is the proof. */
    record Forked(Equivocation proof) implements Story {}
  }

  /** The same, also for whoever has seen nothing of the log yet. */
  public Story look(Optional<Note> held) throws NoteException {
    if (held.isPresent()) {
      return since(held.get());
    }
    Note note = newest();
    return new Story.Grown(Checkpoint.open(note, key, NoteVerifier.ofPlatform()), note);
  }

  /**
   * Compares the log with a checkpoint that somebody holds.
   *
   * @throws NoteException if what is held is not this log's
   * @throws NoAnswer if the log cannot be read, or what is served does not belong together
   */
  public Story since(Note held) {
    Checkpoint before = Checkpoint.open(held, key, NoteVerifier.ofPlatform());
    Note note = newest();
    Checkpoint now = Checkpoint.open(note, key, NoteVerifier.ofPlatform());
    if (now.size() < before.size()) {
      return new Story.Shorter(now);
    }
    try {
      return compared(held, before, note, now);
    } catch (TreeException e) {
      throw new NoAnswer("what is served of the log does not belong together: " + e.getMessage());
    }
  }

  private Story compared(Note held, Checkpoint before, Note note, Checkpoint now) {
    TileReader tiles = tile -> client.get(LOG + tile.path());
    TreeHash root =
        before.size() == now.size() ? now.root() : new TiledTree(before.size(), tiles).root();
    ConsistencyProof proof = new TiledTree(now.size(), tiles).consistencyProof(before.size());
    proof.verify(root, now.root());
    return root.equals(before.root())
        ? new Story.Grown(now, note)
        : new Story.Forked(new Equivocation(root, proof.hashes(), held.only(key), note.only(key)));
  }

  /**
   * The log at the size of a checkpoint that was seen to follow.
   *
   * @param checkpoint of a {@link Story.Grown}
   */
  public View at(Checkpoint checkpoint) {
    return new View(checkpoint, new CachedTiles(tile -> client.get(LOG + tile.path())));
  }

  /** The log at one size. For one thread. */
  public record View(Checkpoint checkpoint, TileReader tiles) {
    public long size() {
      return checkpoint.size();
    }

    /** The proof that it grew from an older size, as it is served; unverified. */
    public ConsistencyProof consistencyProof(long oldSize) {
      return new TiledTree(size(), tiles).consistencyProof(oldSize);
    }

    /**
     * Demands that the log has an entry at its place.
     *
     * @param leaf its leaf hash
     * @throws NoAnswer if it has not
     */
    public void holds(long index, Sha256 leaf) {
      try {
        new TiledTree(size(), tiles)
            .inclusionProof(index)
            .verify(TreeHash.of(leaf.bytes()), checkpoint.root());
      } catch (TreeException e) {
        throw new NoAnswer(
            "entry %d is not in the log that the checkpoint of %d entries is of: %s"
                .formatted(index, size(), e.getMessage()));
      }
    }
  }

  private Note newest() {
    try {
      return Note.parse(client.get(LOG + "checkpoint"));
    } catch (NoteException e) {
      throw new NoAnswer("what is served as the log's checkpoint is none: " + e.getMessage());
    }
  }
}
