package dev.entente.trustledger.audit;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Voided;
import dev.entente.ledger.Fold;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.KeyId;
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
  private final LogReader log;
  private final VerifierKeys logKeys;
  private final NoteVerifier notes;
  private final Findings findings = new Findings();
  private final Findings toldBefore = new Findings();
  private final Fold trust = new Fold();
  private long from;
  private long disclosures;
  private long records;
  private Amount value = Amount.ZERO;
  private Amount forgiven = Amount.ZERO;

  private final SignedTerms terms;
  private final OrderCheck orders;
  private final PeopleCheck people = new PeopleCheck();
  private final MoveCheck moves = new MoveCheck(people);
  private final RoundCheck rounds = new RoundCheck();
  private final TurnCheck turns = new TurnCheck();
  private final ReversalCheck reversals;
  private final AcknowledgementCheck acknowledgements;
  private final RotationCheck rotations;
  private final RecoveryCheck recoveries;
  private final Outside outside = new Outside();

  private Audit(LogReader log, VerifierKeys logKeys, NoteVerifier notes, Set<KeyId> gatewayKeys) {
    this.log = log;
    this.logKeys = logKeys;
    this.notes = notes;
    this.terms = new SignedTerms(logKeys.name().value(), gatewayKeys);
    this.orders = new OrderCheck(logKeys.name().value());
    this.reversals = new ReversalCheck(log);
    this.acknowledgements = new AcknowledgementCheck(log, logKeys.name().value(), terms.keys());
    this.rotations = new RotationCheck(logKeys, terms);
    this.recoveries = new RecoveryCheck(log, logKeys, notes, terms.keys());
  }

  /**
   * Audits a log.
   *
   * @param logKeys by which the checkpoints that count are signed
   * @param gatewayKeys the keys that the gateway may have signed terms with; none for any
   * @param others further checkpoints of this log, from anywhere, that it must agree with
   * @throws dev.entente.trustledger.store.StoreException if the log cannot be read
   */
  public static AuditReport of(
      LogReader log,
      VerifierKeys logKeys,
      NoteVerifier notes,
      Set<KeyId> gatewayKeys,
      List<String> others,
      Progress progress) {
    return new Audit(log, logKeys, notes, gatewayKeys).run(Optional.empty(), others, progress);
  }

  /**
   * Audits a log from where an audit before ended. The entries up to there are hashed and folded,
   * since trust is their sum, and must come to the checkpoint's root; what they say is not checked
   * again, nor told.
   *
   * @param audited the checkpoint that the audit before read up to, a signed note; all is checked
   *     if it is none
   * @param others as in {@link #of}
   * @throws dev.entente.trustledger.store.StoreException if the log cannot be read
   */
  public static AuditReport from(
      String audited,
      LogReader log,
      VerifierKeys logKeys,
      NoteVerifier notes,
      Set<KeyId> gatewayKeys,
      List<String> others,
      Progress progress) {
    return new Audit(log, logKeys, notes, gatewayKeys).run(Optional.of(audited), others, progress);
  }

  private AuditReport run(Optional<String> audited, List<String> others, Progress progress) {
    Optional<Checkpoint> newest =
        log.checkpoint().flatMap(note -> opened(note, "the kept checkpoint"));
    long size = newest.map(Checkpoint::size).orElse(0L);
    List<Seal> seals = new ArrayList<>();
    newest.ifPresent(it -> seals.add(new Seal("the kept checkpoint", it.size(), it.root())));
    for (String note : others) {
      opened(note, "a checkpoint from outside")
          .ifPresent(
              it -> outside.add(new Seal("a checkpoint from outside", it.size(), it.root())));
    }
    audited
        .flatMap(note -> opened(note, "the checkpoint audited before"))
        .map(it -> new Seal("the checkpoint audited before", it.size(), it.root()))
        .ifPresent(
            seal -> {
              seals.add(seal);
              from = seal.size();
            });
    if (newest.isEmpty()) {
      findings.holds(
          log.entries(0, 1).isEmpty(), 0, "the log", "under a signed checkpoint", "without one");
    }
    for (Seal seal : seals) {
      findings.holds(
          seal.size() <= size, size, "the log's size", seal.size() + " by " + seal.whose(), size);
    }
    seals.addAll(outside.seals());
    var walk = new LogWalk(log, seals, this::found, progress);
    Frontier end = walk.walk(Frontier.EMPTY, size, this::check);
    rounds.ended(findings, end.size());
    recoveries.ended(findings, end.size());
    Outside.lineage(findings, log, end, trust.recoveries());
    List<Long> lost = outside.settle(findings, size, trust.recoveries());
    return new AuditReport(
        from,
        end.size(),
        end.root(),
        disclosures,
        records,
        value,
        forgiven,
        List.copyOf(trust.standings()),
        trust.recoveries(),
        lost,
        findings.kept(),
        findings.found());
  }

  private void found(Finding finding) {
    if (!outside.takes(finding)) {
      findings.add(finding);
    }
  }

  private Optional<Checkpoint> opened(String note, String whose) {
    try {
      Note parsed = Note.parse(note.getBytes(StandardCharsets.UTF_8));
      return Optional.of(Checkpoint.open(parsed, logKeys, notes));
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
    var at =
        new Exhibit(
            index < from ? toldBefore : findings, index, read.memory(), read.entry().get(), trust);
    rounds.follows(at);
    recoveries.follows(at);
    turns.check(at);
    orders.check(at);
    switch (at.event()) {
      case AgreementOpened opened -> terms.opened(at, opened);
      case OperatorAdded added -> people.added(at, added);
      case PolicyActivated _ -> {}
      case Ordered(var document) when document.command() instanceof Command.Enroll ->
          people.ordered(at, document);
      case Ordered(var document) when document.command() instanceof Command.OfOwnKey command ->
          rotations.rotated(at, command);
      case LogRecovered recovered -> recoveries.recovered(at, recovered);
      case Event other ->
          other.party().flatMap(trust::standing).ifPresent(it -> check(at, other, it));
    }
    follow(at.index(), at.entry());
  }

  private void check(Exhibit at, Event event, Standing before) {
    switch (event) {
      case AgreementAccepted accepted -> SignedTerms.accepted(at, accepted, before);
      case AgreementAmended amended -> terms.amended(at, amended);
      case AgreementResumed resumed -> people.resumed(at, resumed, before);
      case KeyAdded added -> people.keyAdded(at, added, before);
      case Ordered ordered -> people.ordered(at, ordered.by());
      case StageProposed proposed -> moves.proposed(at, proposed, before);
      case StageChanged changed -> moves.changed(at, changed, before);
      case Received received -> {
        if (at.index() >= from) {
          new IntakeCheck(at, received, before).check();
        }
      }
      case Reversed reversed -> reversals.check(at, reversed, before);
      case Acknowledged acknowledged -> acknowledgements.check(at, acknowledged, before);
      case RoundClosed closed -> rounds.closed(at, closed, before);
      case Forgiven some -> {
        if (at.index() >= from) {
          LeakCheck.forgiven(at, some, before);
        }
        forgiven = forgiven.plus(some.amount());
      }
      case Disclosed disclosed -> {
        if (at.index() >= from) {
          new ReleaseCheck(at, disclosed, before).check();
        }
        disclosures++;
        records += disclosed.records();
        value = value.plus(disclosed.value());
      }
      case Reserved reserved -> {
        if (at.index() >= from) {
          ReservationCheck.reserved(at, reserved, before);
        }
      }
      case DifferenceFound _ ->
          at.holds(
              before.state().isAgreed(),
              "the state of the agreement",
              "active or suspended",
              before.state());
      case RecoveryConsented consented -> recoveries.consented(at, consented, before);
      case AgreementOpened _,
          OperatorAdded _,
          ProviderKeySeen _,
          PolicyActivated _,
          LogRecovered _,
          Voided _ -> {}
    }
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
