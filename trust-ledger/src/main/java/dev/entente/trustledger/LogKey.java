package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteSigner;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.tlog.TreeHash;

/**
 * The key that signs the log's checkpoints. Its name is the log's origin.
 *
 * @param signer makes Ed25519 signatures with its private half; called once for each commit
 * @param verifier checks them, at start
 */
public record LogKey(VerifierKey publicKey, NoteSigner signer, NoteVerifier verifier) {

  Note sign(long size, TreeHash root) {
    return new Checkpoint(publicKey.name(), size, root).sign(publicKey, signer);
  }

  /**
   * The checkpoint in a note.
   *
   * @throws dev.entente.trustledger.checkpoint.NoteException if it is not one that this key signed
   */
  public Checkpoint open(Note note) {
    return Checkpoint.open(note, publicKey, verifier);
  }
}
