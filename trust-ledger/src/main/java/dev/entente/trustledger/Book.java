package dev.entente.trustledger;

import dev.entente.ledger.CellMemory;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Fold;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.LogWalk;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.Read;
import dev.entente.trustledger.store.Seal;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that the durable log comes to: trust, the memory of cells, the tree's edge. The writer owns
 * it; others may look at {@link #trust}.
 */
final class Book {
  private static final int FINDINGS_TOLD = 5;

  final Fold trust = new Fold();
  final CellMemory memory = new CellMemory();
  Frontier frontier = Frontier.EMPTY;
  Note checkpoint;

  private final LogKey key;

  Book(LogKey key) {
    this.key = key;
    this.checkpoint = key.sign(0, TreeHash.EMPTY);
  }

  /**
   * Takes in what the store holds beyond this book, up to its newest checkpoint.
   *
   * @throws StoreException if the store's log is not what was recorded, or cannot be read; this
   *     book is of no use then
   */
  void catchUp(LogReader log, Progress progress) {
    Optional<Note> note = note(log);
    Optional<Checkpoint> newest = note.map(this::open);
    long size = newest.map(Checkpoint::size).orElse(0L);
    List<Seal> seals =
        newest.stream().map(it -> new Seal("the kept checkpoint", size, it.root())).toList();
    var findings = new ArrayList<Finding>();
    if (size < frontier.size()) {
      findings.add(
          new Finding(size, "the log's size", frontier.size() + " or more", Long.toString(size)));
    }
    var walk = new LogWalk(log, seals, findings::add, progress);
    frontier = walk.walk(frontier, size, read -> fold(read, findings));
    boolean ends = log.entries(size, 1).isEmpty();
    boolean grew = !ends && !note(log).equals(note); // others write to it too
    if (!ends && !grew) {
      findings.add(new Finding(size, "the log's end", "where its checkpoint says", "later"));
    }
    if (!findings.isEmpty()) {
      throw damaged(findings);
    }
    checkpoint = note.orElse(checkpoint);
    if (grew) {
      catchUp(log, progress);
    }
  }

  private void fold(Read read, List<Finding> findings) {
    if (!findings.isEmpty() || read.entry().isEmpty()) {
      return;
    }
    Entry entry = read.entry().get();
    try {
      trust.apply(read.kept().index(), entry);
      memory.fold(entry.event(), read.kept().memory());
    } catch (IllegalStateException | IllegalArgumentException e) {
      findings.add(
          new Finding(
              read.kept().index(),
              "what it says",
              "able to follow what came before",
              String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Note> note(LogReader log) {
    try {
      return log.checkpoint().map(it -> Note.parse(it.getBytes(StandardCharsets.UTF_8)));
    } catch (NoteException e) {
      throw new StoreException("the kept checkpoint is not a signed note: " + e.getMessage(), e);
    }
  }

  private Checkpoint open(Note note) {
    try {
      return key.open(note);
    } catch (NoteException e) {
      throw new StoreException(
          "the kept checkpoint is not one that the log's key signed ("
              + e.getMessage()
              + "); is this the state of another gateway, or the key another's?",
          e);
    }
  }

  private static StoreException damaged(List<Finding> findings) {
    String told =
        findings.stream()
            .sorted(Comparator.comparingLong(Finding::index))
            .limit(FINDINGS_TOLD)
            .map(Finding::toString)
            .collect(Collectors.joining("; "));
    return new StoreException(
        "the log is not what was recorded: "
            + told
            + ". Keep it as it is, see what the audit"
            + " says, and go on from a whole copy");
  }
}
