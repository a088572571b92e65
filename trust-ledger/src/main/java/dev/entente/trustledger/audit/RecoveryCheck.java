package dev.entente.trustledger.audit;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.Consent;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Lost;
import dev.entente.ledger.Recovered;
import dev.entente.ledger.Recovery;
import dev.entente.operator.Checkpointed;
import dev.entente.operator.OperatorDocument;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the log went on from an older copy of itself: by two of our people, with the consent of every
 * partner in the same breath, and at no less exposure than the receipts show.
 */
final class RecoveryCheck {
  private final LogReader log;
  private final VerifierKeys logKey;
  private final NoteVerifier notes;
  private final Keys gateway;

  /** A recovery whose consents follow. */
  private record Open(
      Recovery recovery,
      List<Recovered> before,
      Map<AgreementId, Part> parts,
      Set<AgreementId> due) {}

  /** How far the consent of one partner has come. */
  private record Part(int next, int of, Lost lost) {}

  private @Nullable Open open;
  private long ordinary = -1;

  RecoveryCheck(LogReader log, VerifierKeys logKey, NoteVerifier notes, Keys gateway) {
    this.log = log;
    this.logKey = logKey;
    this.notes = notes;
    this.gateway = gateway;
  }

  /** Consents follow their recovery, and nothing comes between. */
  void follows(Exhibit at) {
    if (!(at.event() instanceof RecoveryConsented)) {
      ended(at.findings(), at.index());
      if (!TurnCheck.isOfTurn(at.event()) && !(at.event() instanceof LogRecovered)) {
        ordinary = at.index();
      }
    }
  }

  /** No consent may be missing any more. */
  void ended(Findings findings, long index) {
    if (open != null) {
      for (AgreementId agreement : open.due()) {
        findings.holds(false, index, "the consent of " + agreement, "whole", "missing");
      }
      open = null;
    }
  }

  void recovered(Exhibit at, LogRecovered recovered) {
    Recovery recovery = recovered.recovery();
    if (!at.before().standings().isEmpty()) { // before the first no entry says which keys are ours
      signed(at, recovery);
    }
    people(at, recovery.order(), recovered.by());
    Checkpointed left = recovery.recover().at();
    isOurs(at, left);
    recovery.recover().lost().forEach(lost -> isOurs(at, lost));
    at.holds(
        left.size() > ordinary && left.size() <= at.index(),
        "the entries that were left",
        (ordinary + 1) + " to " + at.index(),
        left.size());
    Set<AgreementId> needed = new HashSet<>();
    for (Standing standing : at.before().standings()) {
      if (standing.state().isAgreed()) {
        needed.add(standing.terms().agreement());
      }
    }
    open = new Open(recovery, at.before().recoveries(), new HashMap<>(), needed);
  }

  private void signed(Exhibit at, Recovery recovery) {
    try {
      Recovery.verified(recovery.compact(), gateway);
    } catch (Malformed e) {
      at.holds(false, "the recovery", "signed by the gateway", e.reason());
    }
  }

  private void people(Exhibit at, OperatorDocument first, OperatorDocument second) {
    at.holds(
        at.before().signatories().haveSigned(first),
        "the signature of who proposed it",
        "made by the key recorded for " + first.operator(),
        "by " + first.key());
    at.equal("the gateway of the recovery", logKey.name().value(), first.gateway());
    at.holds(
        !first.issued().isAfter(at.entry().time().plus(OperatorDocument.SKEW)),
        "the time of the proposal",
        "before its entry",
        first.issued());
    at.holds(
        !first.operator().equals(second.operator()) && !first.key().equals(second.key()),
        "the people",
        "two",
        second.operator());
  }

  private void isOurs(Exhibit at, Checkpointed checkpoint) {
    try {
      Note note = Note.parse(checkpoint.note().getBytes(StandardCharsets.UTF_8));
      Checkpoint opened = Checkpoint.open(note, logKey, notes);
      at.equal("the size of a checkpoint", opened.size(), checkpoint.size());
    } catch (NoteException e) {
      at.holds(
          false,
          "the checkpoint of " + checkpoint.size() + " entries",
          "signed by the log's key",
          String.valueOf(e.getMessage()));
    }
  }

  void consented(Exhibit at, RecoveryConsented consented, Standing before) {
    Consent consent = consented.consent();
    @Nullable Open recovery = open;
    if (recovery == null) {
      at.holds(false, "the recovery consented to", "right before it", consent.recovery());
      return;
    }
    at.equal("the recovery consented to", recovery.recovery().hash(), consent.recovery());
    at.holds(before.state().isOpen(), "the state of the agreement", "open", before.state());
    long from = recovery.recovery().recover().at().size();
    Part part =
        recovery
            .parts()
            .getOrDefault(
                consent.agreement(),
                new Part(
                    1,
                    consent.of(),
                    new Lost(gateway, logKey.name().value(), from, recovery.before())));
    at.equal("the part of the consent", part.next() + " of " + part.of(), told(consent));
    recovery.parts().put(consent.agreement(), new Part(part.next() + 1, part.of(), part.lost()));
    if (part.next() == part.of()) {
      recovery.due().remove(consent.agreement());
    }
    shown(at, consented, before, part.lost());
  }

  private static String told(Consent consent) {
    return consent.part() + " of " + consent.of();
  }

  private void shown(Exhibit at, RecoveryConsented consented, Standing before, Lost lost) {
    try {
      Consent consent = Consent.verified(consented.consent().compact(), Lost.keys(before));
      at.equal("the value", lost.take(consent), consented.value());
    } catch (Malformed e) {
      at.holds(false, "the consent", "the partner's, with receipts of ours", e.reason());
    }
    at.equal(
        "the exposure",
        before.account().total().exposure().plus(consented.value()),
        consented.exposure());
    for (Lost.Release release : lost.kept()) {
      at.equal(
          "entry " + release.index() + " by the partner's receipt",
          Optional.of(release.leaf()),
          leaf(release.index()));
    }
  }

  private Optional<Sha256> leaf(long index) {
    return log.entries(index, 1).stream()
        .filter(kept -> kept.index() == index)
        .map(kept -> Sha256.ofBytes(TreeHash.leaf(kept.bytes()).toBytes()))
        .findFirst();
  }
}
