package dev.entente.server.peers;

import dev.entente.problem.Unavailable;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.client.OpenClient;
import dev.entente.server.directory.PeerFile;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.Snapshot;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A witness of our log, asked after C2SP tlog-witness, and the size at which it has seen the log
 * last. For one thread at a time.
 */
final class OutsideWitness implements AutoCloseable {
  private static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");
  // What it has seen last may be unknown here, and told by its first answer.
  private static final int MOST_ANSWERS = 3;

  private final String name;
  private final CosignerKey key;
  private final OpenClient client;
  private long seen;

  private OutsideWitness(String name, CosignerKey key, OpenClient client) {
    this.name = name;
    this.key = key;
    this.client = client;
  }

  /** The witness that a peer is, if it cosigns for us. */
  static Optional<OutsideWitness> of(PeerFile peer) {
    return peer.witnessKey()
        .map(
            key ->
                new OutsideWitness(
                    peer.name(), key, new OpenClient(peer.origin(), peer.prefix(), peer.keys())));
  }

  String name() {
    return name;
  }

  /** Hands a checkpoint in, with the proof from where the witness has seen the log last. */
  Opinion ask(Snapshot log, GroupCommitLedger ledger) {
    try {
      for (int answers = 0; answers < MOST_ANSWERS; answers++) {
        long old = Math.min(seen, log.size());
        ReceivedAnswer answer = client.post(ADD_CHECKPOINT, log.since(old).toBytes());
        Optional<Opinion> opinion =
            answer.status() == 409
                ? conflict(answer, old, log, ledger)
                : Optional.of(opinion(answer, old, log, ledger));
        if (opinion.isPresent()) {
          return opinion.get();
        }
      }
      return new Opinion.Unknown("it says another size each time");
    } catch (NoAnswer e) {
      return new Opinion.Unknown(e.reason());
    } catch (Unavailable e) {
      return new Opinion.Unknown("our log cannot be read: " + e.getMessage());
    }
  }

  /** Whether the size that it says is a dispute; empty if it only has to be asked again. */
  private Optional<Opinion> conflict(
      ReceivedAnswer answer, long old, Snapshot log, GroupCommitLedger ledger) {
    OptionalLong size = size(answer);
    if (size.isEmpty()) {
      return Optional.of(new Opinion.Unknown("its 409 does not say a size"));
    }
    seen = size.getAsLong();
    if (seen > log.size() && isLost(ledger)) {
      return Optional.of(new Opinion.Unknown(stepBack()));
    }
    // It may have grown since, by another of the log's gateways too.
    if (seen > log.size() && seen <= ledger.upToDate().size()) {
      return Optional.of(new Opinion.Overtaken());
    }
    if (seen > log.size()) {
      return disputed(
          seen,
          ("the log has %d entries, but the witness %s has seen that it had %d: the state is an"
                  + " older copy; bring back the newest one")
              .formatted(log.size(), name, seen));
    }
    if (seen != old) {
      return Optional.empty();
    }
    if (old == log.size() && isLost(ledger)) {
      return Optional.of(new Opinion.Unknown(stepBack()));
    }
    return old == log.size()
        ? disputed(
            seen,
            ("the log did not grow from the one that the witness %s has seen: at %d entries it had"
                    + " another root; bring back the state that belongs to it")
                .formatted(name, seen))
        : Optional.of(new Opinion.Unknown("it says 409 to the size that it has seen"));
  }

  /** Whether it holds the log to a checkpoint that a recovery names as lost, as far as it tells. */
  private boolean isLost(GroupCommitLedger ledger) {
    return ledger.trust().recoveries().stream()
        .flatMap(it -> it.recovery().recover().lost().stream())
        .anyMatch(lost -> lost.size() == seen);
  }

  private String stepBack() {
    return "it has seen %d entries, which were lost: its people consent with `entente consent --dir`, or it is replaced"
        .formatted(seen);
  }

  private Opinion opinion(ReceivedAnswer answer, long old, Snapshot log, GroupCommitLedger ledger) {
    int status = answer.status();
    if (status == 200) {
      return cosigned(answer, log);
    }
    if (status == 422 && old > 0 && isLost(ledger)) {
      return new Opinion.Unknown(stepBack());
    }
    if (status == 422 && old > 0) {
      return new Opinion.Disputed(
          old,
          ("the log did not grow from the one that the witness %s has seen: it does not take the"
                  + " proof from %d entries to %d; bring back the state that belongs to it")
              .formatted(name, old, log.size()));
    }
    return new Opinion.Unknown(
        status == 403 || status == 404
            ? "it does not know this log (status %d): have it add this gateway's card, which `entente peer card` prints"
                .formatted(status)
            : "it answers with status " + status);
  }

  private Opinion cosigned(ReceivedAnswer answer, Snapshot log) {
    try {
      Note note = log.checkpoint().and(answer.body());
      var cosignature = key.find(note, NoteVerifier.ofPlatform());
      if (cosignature.isPresent()) {
        seen = log.size();
        return new Opinion.Cosigned(cosignature.get());
      }
      return new Opinion.Unknown(
          "it cosigns with another key than " + key + "; ask it which is its own");
    } catch (NoteException e) {
      return new Opinion.Unknown("its cosignature is none: " + e.getMessage());
    }
  }

  private static Optional<Opinion> disputed(long size, String why) {
    return Optional.of(new Opinion.Disputed(size, why));
  }

  private static OptionalLong size(ReceivedAnswer answer) {
    String text = new String(answer.body(), StandardCharsets.US_ASCII);
    return SIZE.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text.strip()))
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    client.close();
  }
}
