package dev.entente.server.peers;

import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.OpenClient;
import dev.entente.server.directory.PeerFile;
import dev.entente.server.peers.FollowedLog.Story;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Witness;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the peers' logs, as they are served to everybody, with what was cosigned of them: at
 * start, every ten minutes, and when one hands in what does not follow; in the background. A log
 * that tells others another story than it told us is caught here, and the proof is kept.
 */
public final class PeerLogs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLogs.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration BREATH = Duration.ofSeconds(1);

  private record Followed(String name, VerifierKeys key, OpenClient client) {}

  private final List<Followed> logs;
  private final Witness witness;
  private final Evidence evidence;
  private final Semaphore suspicions = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("peer-logs").unstarted(this::run);

  private PeerLogs(List<Followed> logs, Witness witness, Evidence evidence) {
    this.logs = logs;
    this.witness = witness;
    this.evidence = evidence;
  }

  /** Follows the log of each peer that has one. */
  public static PeerLogs follow(Collection<PeerFile> peers, Witness witness, Evidence evidence) {
    var followed =
        new PeerLogs(peers.stream().flatMap(it -> of(it).stream()).toList(), witness, evidence);
    if (!followed.logs.isEmpty()) {
      followed.thread.start();
    }
    return followed;
  }

  private static Optional<Followed> of(PeerFile peer) {
    return peer.logKeys()
        .map(
            key ->
                new Followed(
                    peer.name(), key, new OpenClient(peer.origin(), peer.prefix(), peer.keys())));
  }

  private void run() {
    try {
      while (true) {
        logs.forEach(this::compare);
        Thread.sleep(BREATH);
        suspicions.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        suspicions.drainPermits();
      }
    } catch (InterruptedException closed) {
      // Nothing more is followed.
    }
  }

  /** Has all of them compared soon: one has handed in a checkpoint that does not follow. */
  public void suspect() {
    suspicions.release();
  }

  private void compare(Followed log) {
    try {
      witness
          .newest(log.key().name())
          .map(held -> new FollowedLog(log.key(), log.client()).since(held))
          .ifPresent(story -> tell(log, story));
    } catch (NoAnswer | NoteException | StoreException e) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      LOG.info("the log of {} is not followed for now: {}", log.name(), e.getMessage());
    }
  }

  private void tell(Followed log, Story story) {
    switch (story) {
      case Story.Grown _ -> {}
      case Story.Shorter(Checkpoint newest) ->
          LOG.error(
              "the log of {} has {} entries and had more when it was cosigned here: it goes on from"
                  + " an older copy",
              log.name(),
              newest.size());
      case Story.Forked(var proof) -> evidence.keep(log.key(), proof);
    }
  }

  /** Follows nothing any more. */
  @Override
  public void close() {
    thread.interrupt();
    logs.forEach(log -> log.client().close());
  }
}
