package dev.entente.server.peers;

import dev.entente.server.Talk;
import dev.entente.server.directory.PeerFile;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.Snapshot;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows our log to its witnesses: at start before anything is served, and then whenever it grew, at
 * most once a second, without holding up who writes. All are shown one checkpoint, so that their
 * cosignatures stand together. What one of them disputes ends all releases.
 */
public final class Witnesses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String FILE = "cosigned.checkpoint";

  private final List<Turn> turns;
  private final GroupCommitLedger ledger;
  private final Path file;
  private final Talk talk;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread = Thread.ofVirtual().name("witnesses").unstarted(this::run);
  private Optional<Note> cosigned = Optional.empty();
  private boolean disputed;

  private Witnesses(List<Turn> turns, GroupCommitLedger ledger, Path file, Talk talk) {
    this.turns = turns;
    this.ledger = ledger;
    this.file = file;
    this.talk = talk;
  }

  /**
   * Asks every witness once, and goes on in the background. The ledger refuses from here on what
   * one of them disputes.
   *
   * @param state where the newest cosigned checkpoint is kept
   */
  public static Witnesses start(
      Collection<PeerFile> peers, GroupCommitLedger ledger, Path state, Talk talk) {
    List<Turn> turns =
        peers.stream().flatMap(peer -> OutsideWitness.of(peer).stream()).map(Turn::new).toList();
    var witnesses = new Witnesses(turns, ledger, state.resolve(FILE), talk);
    witnesses.load();
    witnesses.round();
    if (!turns.isEmpty()) {
      witnesses.thread.start();
    }
    return witnesses;
  }

  /**
   * What a witness holds against the log.
   *
   * @param size at which it has seen the log last
   */
  public record Held(String witness, long size, String why) {}

  /** Asks every witness once what it holds against the log; who does not answer is told of. */
  public static List<Held> ask(Collection<PeerFile> peers, GroupCommitLedger ledger, Talk talk) {
    List<Held> held = new ArrayList<>();
    for (OutsideWitness witness :
        peers.stream().flatMap(peer -> OutsideWitness.of(peer).stream()).toList()) {
      try (witness) {
        switch (witness.ask(ledger.published().snapshot(), ledger)) {
          case Opinion.Disputed(long size, String why) ->
              held.add(new Held(witness.name(), size, why));
          case Opinion.Unknown(String why) ->
              talk.say("the witness %s says nothing of it: %s".formatted(witness.name(), why));
          case Opinion.Cosigned _, Opinion.Overtaken _ -> {}
        }
      }
    }
    return held;
  }

  private void load() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      Note note = Note.parse(Files.readAllBytes(file));
      ledger.published().cosigned(note).ifPresent(this::dispute);
      cosigned = Optional.of(note);
    } catch (IOException | NoteException e) {
      talk.say(file + " cannot be read and is not used: " + e.getMessage());
    }
  }

  private void dispute(String why) {
    disputed = true;
    ledger.refuse(why);
  }

  private void run() {
    try {
      while (!disputed) {
        Thread.sleep(PAUSE);
        round();
      }
    } catch (InterruptedException closed) {
      // Nothing more is asked.
    } catch (RuntimeException e) {
      LOG.error("the log is not shown to its witnesses any more", e);
    }
  }

  /** Shows the newest checkpoint to those who have not cosigned it and are due. */
  private void round() {
    if (ledger.refusal().isPresent()) {
      return;
    }
    Snapshot now = ledger.published().snapshot();
    List<Turn> due = turns.stream().filter(turn -> turn.isDue(now)).toList();
    List<Callable<Opinion>> asked = new ArrayList<>();
    due.forEach(turn -> asked.add(() -> turn.witness().ask(now, ledger)));
    try {
      List<Future<Opinion>> opinions = calls.invokeAll(asked);
      for (int i = 0; i < due.size(); i++) {
        take(due.get(i), opinions.get(i).get(), now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("a witness could not be asked", e);
    }
  }

  private void take(Turn turn, Opinion opinion, Snapshot now) {
    String name = turn.witness().name();
    switch (opinion) {
      case Opinion.Cosigned(var cosignature) -> {
        if (turn.succeeded(now)) {
          LOG.info("the witness {} cosigns again", name);
        }
        keep(
            cosigned
                .filter(now.checkpoint()::isOfSameText)
                .orElse(now.checkpoint())
                .with(cosignature));
      }
      case Opinion.Disputed(_, String why) -> dispute(why);
      case Opinion.Overtaken() -> {}
      case Opinion.Unknown(String why) -> {
        if (turn.failed()) {
          talk.say("the witness %s has not cosigned: %s".formatted(name, why));
        }
      }
    }
  }

  /** On the disk first: what was shown once can be shown again. */
  private void keep(Note note) {
    try {
      DurableFile.replace(file, note.toBytes());
      cosigned = Optional.of(note);
      ledger.published().cosigned(note).ifPresent(this::dispute);
    } catch (IOException e) {
      LOG.warn("the cosigned checkpoint cannot be kept in {}: {}", file, e.toString());
    }
  }

  /** Asks nobody any more. */
  @Override
  public void close() {
    thread.interrupt();
    calls.shutdownNow();
    turns.forEach(turn -> turn.witness().close());
    calls.close();
  }
}
