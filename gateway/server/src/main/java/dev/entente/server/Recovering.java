package dev.entente.server;

import dev.entente.agreement.Standing;
import dev.entente.governance.Recoveries;
import dev.entente.json.Malformed;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Recovered;
import dev.entente.ledger.Recovery;
import dev.entente.ledger.Trust;
import dev.entente.operator.Checkpointed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.peers.Witnesses;
import dev.entente.server.peers.Witnesses.Held;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a log that is an older copy of itself back into service, in two steps under the state's
 * lock: what was lost is found and put into a document, to which partners consent; then it is
 * recorded, with their consents. Until then nothing is written to the log.
 */
public final class Recovering {
  private static final String FILE = "recovery.jws";
  private static final int MOST_TURNED = 1_000;
  // By a clock that stands no day comes, and so nothing that a day brings is written.
  private static final InstantSource AT_NO_TIME = () -> Instant.EPOCH;

  private final AllianceDirectory directory;
  private final Settings settings;
  private final InstantSource clock;
  private final Talk talk;

  public Recovering(AllianceDirectory directory, InstantSource clock, Talk talk) {
    this.directory = directory;
    this.settings = directory.settings();
    this.clock = clock;
    this.talk = talk;
  }

  /** From when on partners are answered after a recovery, for people. */
  public static String answered(Recovered recovered) {
    return "partners are answered from "
        + recovered.over()
        + " on; until then their requests are refused as replayed";
  }

  /** Signs in the name of one of our people; may refuse by what it throws. */
  @FunctionalInterface
  public interface Signer<E extends Exception> {
    OperatorDocument sign(Command command) throws E;
  }

  /** What is done while nobody else holds the log. */
  @FunctionalInterface
  private interface Work<T, E extends Exception> {
    T with(GroupCommitLedger ledger, GatewayKeys keys) throws StartRefused, E, IOException;
  }

  private <T, E extends Exception> T alone(InstantSource now, Work<T, E> work)
      throws StartRefused, E {
    if (settings.database().isPresent() && Instance.busy(settings).isPresent()) {
      throw new StartRefused("a gateway serves this directory; stop all of them first");
    }
    try (Instance instance = Instance.take(settings)) {
      GatewayKeys keys = KeyFolder.open(settings.keys());
      try (var ledger = GatewayLedger.openAlone(settings, instance, keys.logRing(), now, talk)) {
        return work.with(ledger, keys);
      }
    } catch (StoreException
        | KeysUnusable
        | Unavailable
        | IllegalArgumentException
        | IOException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Finds what was lost, and has a recovery signed, which is kept in the state too.
   *
   * @param checkpoints of this log that others have, besides the one kept outside the state
   * @throws StartRefused if nothing was lost, or the log is another than others have seen
   */
  public <E extends Exception> Recovery propose(List<Path> checkpoints, Signer<E> signer)
      throws StartRefused, E {
    return this.<Recovery, E>alone(
        AT_NO_TIME,
        (ledger, keys) -> {
          var at = new Checkpointed(ledger.published().snapshot().checkpoint().toString());
          List<Checkpointed> lost = lost(ledger, keys, checkpoints);
          OperatorDocument order = signer.sign(new Command.Recover(at, lost));
          Recovery recovery = Recovery.sign(order, keys.gateway());
          DurableFile.replace(file(), recovery.compact().getBytes(StandardCharsets.US_ASCII));
          return recovery;
        });
  }

  private Path file() {
    return settings.state().resolve(FILE);
  }

  private List<Checkpointed> lost(
      GroupCommitLedger ledger, GatewayKeys keys, List<Path> checkpoints)
      throws StartRefused, IOException {
    LogKey key = GatewayLedger.logKey(settings.gateway(), keys.logRing());
    List<Checkpointed> lost = seenOutside(ledger, key, checkpoints);
    for (Held held : Witnesses.ask(directory.peers().values(), ledger, talk)) {
      witnessed(held, ledger, lost);
    }
    if (lost.isEmpty()) {
      throw new StartRefused(
          "nothing shows that the log had more than its %d entries, so there is nothing to recover; name a checkpoint of it that somebody holds with --checkpoint"
              .formatted(ledger.published().snapshot().size()));
    }
    return lost;
  }

  /** The checkpoints of more entries; one of fewer must be of this very log. */
  private List<Checkpointed> seenOutside(
      GroupCommitLedger ledger, LogKey key, List<Path> checkpoints)
      throws StartRefused, IOException {
    List<Path> files = new ArrayList<>(checkpoints);
    settings.checkpoints().filter(Files::exists).ifPresent(files::add);
    List<Checkpointed> lost = new ArrayList<>();
    for (Path file : files) {
      Note note = note(file, key);
      Checkpoint seen = key.open(note);
      if (seen.size() > ledger.published().snapshot().size()) {
        var one = new Checkpointed(note.only(key.publicKeys()).toString());
        if (!lost.contains(one)) {
          lost.add(one);
        }
      } else {
        refuse(ledger.published().dispute(file.toString(), seen).orElse(""));
      }
    }
    return lost;
  }

  private static void refuse(String dispute) throws StartRefused {
    if (!dispute.isEmpty()) {
      throw new StartRefused(dispute + ". This is no older copy, and cannot be recovered");
    }
  }

  private static void witnessed(Held held, GroupCommitLedger ledger, List<Checkpointed> lost)
      throws StartRefused {
    if (held.size() <= ledger.published().snapshot().size()) {
      refuse(held.why());
    } else if (lost.stream().noneMatch(it -> it.size() == held.size())) {
      throw new StartRefused(
          "the witness %s has seen that the log had %d entries: ask for the checkpoint of %d entries in its state/witnessed/, and name it with --checkpoint"
              .formatted(held.witness(), held.size(), held.size()));
    }
  }

  private Note note(Path file, LogKey key) throws StartRefused, IOException {
    try {
      Note note = Note.parse(Files.readAllBytes(file));
      key.open(note);
      return note;
    } catch (NoteException e) {
      throw new StartRefused(file + " is no checkpoint of this log: " + e.getMessage());
    }
  }

  /**
   * Records the recovery that was proposed, with the consents to it.
   *
   * @param consents of all partners, as `entente consent` prints them
   * @return where the agreements stand then
   * @throws StartRefused if anything is missing or wrong; nothing is recorded then
   */
  public <E extends Exception> List<Standing> finish(List<String> consents, Signer<E> signer)
      throws StartRefused, E {
    return this.<List<Standing>, E>alone(
        clock,
        (ledger, keys) -> {
          Recovery recovery = proposed(keys);
          unchanged(ledger, keys, recovery);
          OperatorDocument order = signer.sign(recovery.recover());
          var recoveries =
              new Recoveries(
                  settings.gateway(), ledger, keys.gatewayRing().jwks(), settings.people(), clock);
          Trust trust = passed(recoveries.carryOut(recovery, order, consents));
          Files.deleteIfExists(file());
          return List.copyOf(trust.standings());
        });
  }

  private static Trust passed(Outcome<Trust> outcome) throws StartRefused {
    return switch (outcome) {
      case Outcome.Passed<Trust>(Trust trust) -> trust;
      case Outcome.Refused<Trust>(Problem problem) -> throw new StartRefused(problem.detail());
    };
  }

  private Recovery proposed(GatewayKeys keys) throws StartRefused, IOException {
    if (Files.notExists(file())) {
      throw new StartRefused("no recovery is proposed here; `entente recover` without --finish");
    }
    try {
      return Recovery.verified(Files.readString(file()).strip(), keys.gatewayRing().jwks());
    } catch (Malformed e) {
      throw new StartRefused(file() + " is not what was proposed here: " + e.reason());
    }
  }

  /**
   * The log is still the copy that it was proposed for, and nobody has seen anything else since.
   */
  private void unchanged(GroupCommitLedger ledger, GatewayKeys keys, Recovery recovery)
      throws StartRefused, IOException {
    LogKey key = GatewayLedger.logKey(settings.gateway(), keys.logRing());
    Command.Recover recover = recovery.recover();
    try {
      refuse(ledger.published().dispute("the recovery", opened(recover.at(), key)).orElse(""));
      recover.lost().forEach(lost -> opened(lost, key));
    } catch (NoteException e) {
      throw new StartRefused("the recovery names a checkpoint that is none of this log's");
    }
    try (LogReader log = GatewayLedger.read(settings)) {
      for (Kept kept : log.entries(recover.at().size(), MOST_TURNED)) {
        if (!isOfTurn(EntryJson.read(kept.bytes()).event())) {
          throw new StartRefused(
              "entry %d was recorded since the recovery was proposed; propose it anew"
                  .formatted(kept.index()));
        }
      }
    }
    for (Checkpointed lost : seenOutside(ledger, key, List.of())) {
      if (!recover.lost().contains(lost)) {
        throw new StartRefused(
            "a checkpoint of %d entries has turned up that the recovery does not name; propose it anew"
                .formatted(lost.size()));
      }
    }
  }

  private static Checkpoint opened(Checkpointed checkpoint, LogKey key) {
    return key.open(Note.parse(checkpoint.note().getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isOfTurn(Event event) {
    return event instanceof Event.Forgiven
        || event instanceof Event.RoundClosed
        || (event instanceof Event.StageChanged changed
            && changed.cause() instanceof Event.Cause.SteppedBack);
  }
}
