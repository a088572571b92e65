package dev.entente.server;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.json.Malformed;
import dev.entente.ledger.Consent;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Recovery;
import dev.entente.ledger.Transfer;
import dev.entente.operator.Checkpointed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Unavailable;
import dev.entente.server.client.KeyFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.PeerFile;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.trade.PeerState;
import dev.entente.signature.Jwks;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Witness;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A partner's gateway consents to the recovery of a peer's log: its ledger says so, its witness
 * holds that log to the older copy from now on, and what it keeps of the lost entries is put aside.
 * In this order; all of it can be done again.
 */
public final class SteppingBack {
  private static final int CHUNK = 1_000;
  private static final int NAMED_BY = 8;

  private final AllianceDirectory directory;
  private final Settings settings;
  private final InstantSource clock;
  private final Talk talk;

  public SteppingBack(AllianceDirectory directory, InstantSource clock, Talk talk) {
    this.directory = directory;
    this.settings = directory.settings();
    this.clock = clock;
    this.talk = talk;
  }

  /**
   * Steps back, and signs the consent with the gateway's key.
   *
   * @param theirs the agreement, as the peer calls it
   * @param receipts that are held besides; of the gateway's own pulls its ledger knows
   * @param tell told what is consented to, once it is verified
   * @throws StartRefused if it cannot be, or the peer's log is not simply behind
   */
  public List<Consent> consent(
      String compact,
      AgreementId theirs,
      List<String> receipts,
      String operator,
      @Nullable Path operatorKey,
      Consumer<Recovery> tell)
      throws StartRefused {
    try {
      PeerFile peer = peer(Recovery.read(compact));
      Jwks keys = Jwks.of(peer.keys().toArray(VerifyingKey[]::new));
      Recovery recovery = Recovery.verified(compact, keys);
      tell.accept(recovery);
      return consent(recovery, peer, keys, theirs, receipts, operator, operatorKey);
    } catch (Malformed e) {
      throw new StartRefused(e.reason());
    } catch (StoreException
        | KeysUnusable
        | Unavailable
        | NoteException
        | IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  private PeerFile peer(Recovery recovery) throws StartRefused {
    String log = recovery.order().gateway();
    return directory.peers().values().stream()
        .filter(it -> it.logKeys().filter(key -> key.name().value().equals(log)).isPresent())
        .findFirst()
        .orElseThrow(() -> new StartRefused("no file in peers/ has the log key of " + log));
  }

  private List<Consent> consent(
      Recovery recovery,
      PeerFile peer,
      Jwks keys,
      AgreementId theirs,
      List<String> receipts,
      String operator,
      @Nullable Path operatorKey)
      throws StartRefused, KeysUnusable {
    if (Instance.busy(settings).isPresent()) {
      throw new StartRefused("a gateway serves this directory; stop it first, it steps back too");
    }
    GatewayKeys own = KeyFolder.open(settings.keys());
    long from = recovery.recover().at().size();
    VerifierKeys log = peer.logKeys().orElseThrow();
    Note at = note(recovery.recover().at());
    List<Note> lost = recovery.recover().lost().stream().map(SteppingBack::note).toList();
    lost.forEach(it -> Checkpoint.open(it, log, NoteVerifier.ofPlatform()));
    AgreementId ours = ours(peer, theirs);
    List<Transfer> received = received(ours, recovery);
    List<String> held = HeldReceipts.verified(receipts, keys, theirs).since(from);
    witness(own).stepBack(log.name(), at, lost).ifPresent(SteppingBack::another);
    order(ours, recovery, operator, operatorKey);
    PeerState.in(settings.state().resolve("peers"), peer.name())
        .stepBack(from, recovery.hash().toString().substring(0, NAMED_BY));
    talk.say(
        "receipts  %d, and %d releases that this gateway took in"
            .formatted(held.size(), received.size()));
    return Consent.sign(recovery.hash(), theirs, held, received, own.gateway());
  }

  private static void another(Checkpoint seen) {
    throw new IllegalArgumentException(
        "the witness here has seen another checkpoint of it, of %d entries, which the recovery does not name: send it theirs from state/witnessed/, to be named with --checkpoint"
            .formatted(seen.size()));
  }

  private Witness witness(GatewayKeys own) {
    return Witness.open(
        directory.peers().values().stream().flatMap(it -> it.logKeys().stream()).toList(),
        settings.state().resolve("witnessed"),
        GatewayLedger.witnessKey(settings.gateway(), own.witness()),
        new Evidence(settings.state().resolve("equivocations"), NoteVerifier.ofPlatform()),
        clock);
  }

  private static Note note(Checkpointed checkpoint) {
    try {
      return Note.parse(checkpoint.note().getBytes(StandardCharsets.UTF_8));
    } catch (NoteException e) {
      throw new IllegalArgumentException("the recovery names no checkpoint: " + e.getMessage(), e);
    }
  }

  /** Our own name of the agreement. */
  private AgreementId ours(PeerFile peer, AgreementId theirs) throws StartRefused {
    Optional<AgreementId> traded =
        peer.trade().filter(trade -> trade.theirs().equals(theirs)).map(trade -> trade.ours());
    if (traded.isPresent()) {
      return traded.get();
    }
    var keys = peer.keys().stream().map(VerifyingKey::id).toList();
    return FoldedLog.read(settings).standings().stream()
        .filter(it -> it.state().isOpen() && it.keys().keySet().stream().anyMatch(keys::contains))
        .map(Standing::terms)
        .map(terms -> terms.agreement())
        .findFirst()
        .orElseThrow(
            () -> new StartRefused("the ledger here has no open agreement with " + peer.name()));
  }

  /** What our own log says it took in of what the peer's lost, and did not lose before. */
  private List<Transfer> received(AgreementId ours, Recovery recovery) {
    long from = recovery.recover().at().size();
    List<Transfer> received = new ArrayList<>();
    try (LogReader own = GatewayLedger.read(settings)) {
      List<Kept> chunk = own.entries(0, CHUNK);
      while (!chunk.isEmpty()) {
        for (Kept kept : chunk) {
          if (kept.party().equals(Optional.of(ours))) {
            follow(EntryJson.read(kept.bytes()).event(), recovery, received);
          }
        }
        chunk = own.entries(chunk.getLast().index() + 1, CHUNK);
      }
    }
    return received.stream().filter(transfer -> transfer.index() >= from).toList();
  }

  private static void follow(Event event, Recovery recovery, List<Transfer> received) {
    String log = recovery.order().gateway();
    if (event instanceof Event.Received it) {
      it.transfer().filter(transfer -> transfer.log().equals(log)).ifPresent(received::add);
    } else if (event instanceof Event.Ordered(var document)
        && document.command() instanceof Command.StepBack back
        && back.log().equals(log)
        && !back.recovery().equals(recovery.hash())) {
      received.removeIf(transfer -> transfer.index() >= back.size());
    }
  }

  private void order(
      AgreementId ours, Recovery recovery, String operator, @Nullable Path operatorKey)
      throws StartRefused {
    Path file =
        operatorKey == null ? OperatorKeys.in(settings.state()).file(operator) : operatorKey;
    var command =
        new Command.StepBack(
            ours, recovery.order().gateway(), recovery.hash(), recovery.recover().at().size());
    OperatorDocument document =
        OperatorDocument.sign(
            settings.gateway(),
            operator,
            KeyFile.read(file),
            command,
            recovery.order().because(),
            clock.instant());
    HandIn.Reply reply = new HandIn(directory, clock, talk).order(document);
    if (!reply.isDone()) {
      throw new StartRefused(
          "the consent is not recorded here: " + new String(reply.body(), StandardCharsets.UTF_8));
    }
  }
}
