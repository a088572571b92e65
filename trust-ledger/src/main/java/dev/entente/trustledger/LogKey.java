package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteSigner;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key that signs the log's checkpoints. Its name is the log's origin.
 *
 * @param signer makes Ed25519 signatures with its private half; called once for each commit
 * @param next signs beside it, while the key is rotated, so that a checkpoint opens with either
 * @param former signed once; a checkpoint that they signed is this log's
 * @param verifier checks signatures, at start
 */
public record LogKey(
    VerifierKey publicKey,
    NoteSigner signer,
    Optional<LogKey> next,
    List<VerifierKey> former,
    NoteVerifier verifier) {
  public LogKey {
    former = List.copyOf(former);
  }

  /** A key that was never rotated. */
  public LogKey(VerifierKey publicKey, NoteSigner signer, NoteVerifier verifier) {
    this(publicKey, signer, Optional.empty(), List.of(), verifier);
  }

  Note sign(long size, TreeHash root) {
    Note signed = new Checkpoint(publicKey.name(), size, root).sign(publicKey, signer);
    return next.map(it -> signed.and(it.sign(size, root))).orElse(signed);
  }

  /** All by which the log may have signed, the one that signs first. */
  public VerifierKeys publicKeys() {
    var all = new ArrayList<VerifierKey>();
    all.add(publicKey);
    next.map(LogKey::publicKey).ifPresent(all::add);
    all.addAll(former);
    return VerifierKeys.of(all);
  }

  /**
   * The checkpoint in a note.
   *
   * @throws dev.entente.trustledger.checkpoint.NoteException if it is not one that the log signed
   */
  public Checkpoint open(Note note) {
    return Checkpoint.open(note, publicKeys(), verifier);
  }
}
