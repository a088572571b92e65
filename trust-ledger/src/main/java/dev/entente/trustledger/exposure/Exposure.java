package dev.entente.trustledger.exposure;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.ledger.CellMemory;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Fold;
import dev.entente.ledger.Trust;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Exposed;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.LogWalk;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.Read;
import dev.entente.trustledger.store.Seal;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Frontier;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What partners know, by the log up to its newest checkpoint and the memory of cells beside it. The
 * log's tree is verified on the way, and each gain by the hash and the value that its entry names.
 * Takes as much memory as the cells asked for.
 */
public final class Exposure {
  /** What was released of a dataset under an agreement. */
  public record Source(AgreementId agreement, DatasetId dataset) {}

  private final Interest interest;
  private final Fold trust = new Fold();
  private final SequencedMap<Source, Exposed> seen =
      new TreeMap<>(
          Comparator.comparing((Source it) -> it.dataset().value())
              .thenComparing(it -> it.agreement().value()));
  private final Map<Source, Exposed> ofGroups = new HashMap<>();
  private Amount summed = Amount.ZERO;
  private Amount lost = Amount.ZERO;
  private long entries;

  private Exposure(Interest interest) {
    this.interest = interest;
  }

  /**
   * Reads the log, also beside the gateway that writes it.
   *
   * @param logKeys that signed its checkpoint
   * @throws StoreException if it cannot be read, or is not what was recorded
   */
  public static Exposure read(
      LogReader log,
      VerifierKeys logKeys,
      NoteVerifier notes,
      Interest interest,
      Progress progress) {
    var exposure = new Exposure(interest);
    List<Seal> seals = log.checkpoint().stream().map(it -> seal(it, logKeys, notes)).toList();
    var walk = new LogWalk(log, seals, Exposure::damaged, progress);
    exposure.entries = seals.stream().mapToLong(Seal::size).sum();
    walk.walk(Frontier.EMPTY, exposure.entries, exposure::follow);
    return exposure;
  }

  private static Seal seal(String note, VerifierKeys logKeys, NoteVerifier notes) {
    try {
      Note parsed = Note.parse(note.getBytes(StandardCharsets.UTF_8));
      Checkpoint checkpoint = Checkpoint.open(parsed, logKeys, notes);
      return new Seal("the kept checkpoint", checkpoint.size(), checkpoint.root());
    } catch (NoteException e) {
      throw new StoreException(
          "the kept checkpoint is not one that the log's key signed: " + e.getMessage(), e);
    }
  }

  private static void damaged(Finding finding) {
    throw new StoreException(
        "the log is not what was recorded: "
            + finding
            + ". See what `entente audit` says; nothing is told by halves");
  }

  private void follow(Read read) {
    Entry entry = read.entry().orElseThrow();
    long index = read.kept().index();
    try {
      if (entry.event() instanceof Disclosed disclosed) {
        disclosed(index, entry, disclosed, read.kept().memory());
      }
      trust.apply(index, entry);
      if (entry.event() instanceof RecoveryConsented consented
          && interest
              .agreement()
              .test(trust.standing(consented.agreement()).orElseThrow().terms())) {
        lost = lost.plus(consented.value());
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      damaged(
          new Finding(
              index, "what it says", "able to follow what came before", "" + e.getMessage()));
    }
  }

  private void disclosed(long index, Entry entry, Disclosed disclosed, byte[] gained) {
    Terms terms =
        trust
            .standing(disclosed.agreement())
            .orElseThrow(() -> new IllegalStateException("its agreement was not opened"))
            .terms();
    Dataset dataset = terms.datasets().get(disclosed.dataset());
    if (dataset == null
        || !interest.agreement().test(terms)
        || !interest.dataset().test(disclosed.dataset())) {
      return;
    }
    if (!CellMemory.hash(gained).equals(disclosed.memory())) {
      damaged(
          new Finding(
              index,
              "the memory kept beside it",
              disclosed.memory().toString(),
              CellMemory.hash(gained).toString()));
    }
    Amount cost =
        (disclosed.aggregate().isPresent() ? ofGroups : seen)
            .computeIfAbsent(
                new Source(disclosed.agreement(), disclosed.dataset()), _ -> new Exposed())
            .add(
                gained,
                disclosed.fields().stream().map(Touched::field).toList(),
                entry.time(),
                interest.in(dataset));
    if (disclosed.aggregate().isPresent()) {
      summed = summed.plus(cost);
    }
    if (interest.record().isEmpty() && !cost.equals(disclosed.value())) {
      damaged(
          new Finding(
              index, "the memory kept beside it", "worth " + disclosed.value(), "worth " + cost));
    }
  }

  /** What aggregates were worth, which tell of no record alone. */
  public Amount summed() {
    return summed;
  }

  /** What was released, by dataset and agreement; nothing of some there may be empty. */
  public SequencedMap<Source, Exposed> seen() {
    return seen;
  }

  /** What was released by dataset, under all agreements together. */
  public SequencedMap<DatasetId, Exposed> byDataset() {
    var together = new LinkedHashMap<DatasetId, Exposed>();
    seen.forEach(
        (source, exposed) ->
            together.computeIfAbsent(source.dataset(), _ -> new Exposed()).add(exposed));
    return together;
  }

  /**
   * What releases were worth that the log lost before a recovery: of which records nobody knows.
   */
  public Amount lost() {
    return lost;
  }

  /** Where every agreement stands at the end of what was read. */
  public Trust trust() {
    return trust;
  }

  /** How many entries were read. */
  public long entries() {
    return entries;
  }
}
