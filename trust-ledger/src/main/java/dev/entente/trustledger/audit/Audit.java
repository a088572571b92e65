package dev.entente.trustledger.audit;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Fold;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.KeyId;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.store.Finding;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.LogWalk;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.Read;
import dev.entente.trustledger.store.Seal;
import dev.entente.trustledger.tlog.Frontier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a whole log, up to the newest checkpoint there is when it starts, and recomputes what it
 * says. May run beside the gateway that writes the log.
 */
public final class Audit {
  private final VerifierKey logKey;
  private final NoteVerifier notes;
  private final Set<KeyId> gatewayKeys;

  private final Findings findings = new Findings();
  private final Fold trust = new Fold();
  private long disclosures;
  private long records;
  private Amount value = Amount.ZERO;
  private Amount forgiven = Amount.ZERO;

  private Audit(VerifierKey logKey, NoteVerifier notes, Set<KeyId> gatewayKeys) {
    this.logKey = logKey;
    this.notes = notes;
    this.gatewayKeys = gatewayKeys;
  }

  /**
   * Audits a log.
   *
   * @param logKey whose checkpoints count
   * @param gatewayKeys the keys that the gateway may have signed terms with; none for any
   * @param others further checkpoints of this log, from anywhere, that it must agree with
   * @throws dev.entente.trustledger.store.StoreException if the log cannot be read
   */
  public static AuditReport of(
      LogReader log,
      VerifierKey logKey,
      NoteVerifier notes,
      Set<KeyId> gatewayKeys,
      List<String> others,
      Progress progress) {
    return new Audit(logKey, notes, gatewayKeys).run(log, others, progress);
  }

  private AuditReport run(LogReader log, List<String> others, Progress progress) {
    Optional<Checkpoint> newest =
        log.checkpoint().flatMap(note -> opened(note, "the kept checkpoint"));
    long size = newest.map(Checkpoint::size).orElse(0L);
    List<Seal> seals = new ArrayList<>();
    newest.ifPresent(it -> seals.add(new Seal("the kept checkpoint", it.size(), it.root())));
    for (String note : others) {
      opened(note, "a checkpoint from outside")
          .ifPresent(it -> seals.add(new Seal("a checkpoint from outside", it.size(), it.root())));
    }
    if (newest.isEmpty()) {
      findings.holds(
          log.entries(0, 1).isEmpty(), 0, "the log", "under a signed checkpoint", "without one");
    }
    for (Seal seal : seals) {
      findings.holds(
          seal.size() <= size, size, "the log's size", seal.size() + " by " + seal.whose(), size);
    }
    var walk = new LogWalk(log, seals, findings::add, progress);
    Frontier end = walk.walk(Frontier.EMPTY, size, this::check);
    return new AuditReport(
        end.size(),
        end.root(),
        disclosures,
        records,
        value,
        forgiven,
        List.copyOf(trust.standings()),
        findings.kept(),
        findings.found());
  }

  private Optional<Checkpoint> opened(String note, String whose) {
    try {
      Note parsed = Note.parse(note.getBytes(StandardCharsets.UTF_8));
      return Optional.of(Checkpoint.open(parsed, logKey, notes));
    } catch (NoteException e) {
      findings.add(
          new Finding(0, whose, "signed by the log's key", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void check(Read read) {
    if (read.entry().isEmpty()) {
      return;
    }
    long index = read.kept().index();
    Entry entry = read.entry().get();
    Optional<Standing> before = entry.event().party().flatMap(trust::standing);
    switch (entry.event()) {
      case AgreementOpened opened ->
          new SignedTerms(findings, index).opened(opened, logKey.name().value(), gatewayKeys);
      case AgreementAccepted accepted ->
          before.ifPresent(it -> new SignedTerms(findings, index).accepted(accepted, it));
      case PolicyActivated _ -> {}
      case Disclosed disclosed -> {
        before.ifPresent(
            it -> new ReleaseCheck(findings, read.kept(), entry, disclosed, it).check(trust));
        disclosures++;
        records += disclosed.records();
        value = value.plus(disclosed.value());
      }
      case Forgiven event -> {
        before.ifPresent(it -> LeakCheck.forgiven(findings, index, entry, event, it));
        forgiven = forgiven.plus(event.amount());
      }
    }
    follow(index, entry);
  }

  private void follow(long index, Entry entry) {
    try {
      trust.apply(index, entry);
    } catch (IllegalStateException | IllegalArgumentException e) {
      findings.add(
          new Finding(
              index,
              "what it says",
              "able to follow what came before",
              String.valueOf(e.getMessage())));
    }
  }
}
