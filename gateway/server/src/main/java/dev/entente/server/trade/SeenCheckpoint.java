package dev.entente.server.trade;

import dev.entente.problem.Unavailable;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The newest checkpoint that was seen of a peer's log, in a file. */
record SeenCheckpoint(Path file) {
  Optional<Note> read() throws NoteException {
    try {
      return Files.exists(file)
          ? Optional.of(Note.parse(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void keep(Note note) {
    try {
      DurableFile.replace(file, note.toBytes());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Unavailable unusable(IOException e) {
    return Unavailable.ledger(file + " cannot be used: " + e.getMessage(), e);
  }
}
