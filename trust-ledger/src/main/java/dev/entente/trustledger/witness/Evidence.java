package dev.entente.trustledger.witness;

import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which proofs are kept that a log told two stories. Thread-safe. */
public final class Evidence {
  private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
  // One is enough for the world; more show how it went on. A log can sign any number.
  private static final int MOST_PER_LOG = 16;

  private final Path folder;
  private final NoteVerifier verifier;

  /**
   * Keeps it in this folder.
   *
   * @param folder made when there is something to keep
   */
  public Evidence(Path folder, NoteVerifier verifier) {
    this.folder = folder;
    this.verifier = verifier;
  }

  /**
   * Keeps a proof and says so loudly.
   *
   * @return the file, if it is a proof and there was room for it
   */
  public synchronized Optional<Path> keep(VerifierKeys log, Equivocation proof) {
    Equivocation.Proven proven;
    try {
      proven = proof.verify(log, verifier);
    } catch (NoteException e) {
      return Optional.empty();
    }
    String what =
        "the log %s told two stories: its checkpoints of %d and of %d entries contradict each other"
            .formatted(log.name(), proven.older().size(), proven.newer().size());
    try {
      Path file = file(log, proof);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
      if (full(log)) {
        LOG.error("{}; enough proofs of that are kept in {}", what, folder);
        return Optional.empty();
      }
      DurableFile.directory(folder);
      DurableFile.replace(file, proof.toBytes());
      LOG.error("{}; the proof is {}, and anybody can check it with `entente verify`", what, file);
      return Optional.of(file);
    } catch (IOException e) {
      LOG.error("{}, but the proof cannot be kept in {}: {}", what, folder, e.toString());
      return Optional.empty();
    }
  }

  private boolean full(VerifierKeys log) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.newDirectoryStream(folder, OriginHash.of(log.name()) + "-*")) {
      int kept = 0;
      for (Path _ : files) {
        kept++;
      }
      return kept >= MOST_PER_LOG;
    }
  }

  /** Named after its log and itself, so that the same proof is kept once. */
  private Path file(VerifierKeys log, Equivocation proof) {
    String name = OriginHash.of(log.name()) + "-" + OriginHash.of(proof.toBytes()).substring(0, 16);
    return folder.resolve(name + ".equivocation");
  }
}
