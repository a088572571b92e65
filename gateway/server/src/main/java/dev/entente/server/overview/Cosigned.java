package dev.entente.server.overview;

import dev.entente.server.directory.PeerFile;
import dev.entente.trustledger.CosignedCheckpoint;
import dev.entente.trustledger.PublishedLog;
import dev.entente.trustledger.checkpoint.Cosignature;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest checkpoint of our log that witnesses cosigned.
 *
 * @param behind how many entries the log has more by now
 * @param checkpoint a signed note
 * @param by every witness in {@code peers/}
 */
public record Cosigned(long size, long behind, String checkpoint, List<By> by) {
  /**
   * A witness.
   *
   * @param peer as its file names it
   * @param when it says that it signed this one; empty if it did not, or not rightly
   */
  public record By(String peer, CosignerKey key, Optional<Instant> when) {
    private Map<String, Object> json() {
      var json = new LinkedHashMap<String, Object>();
      json.put("witness", peer);
      json.put("key", key.toString());
      json.put("time", when.map(Instant::toString).orElse(null));
      return json;
    }
  }

  /** As it is now; empty if no checkpoint was ever cosigned. */
  public static Optional<Cosigned> of(PublishedLog log, Collection<PeerFile> peers) {
    return log.cosigned()
        .map(
            newest ->
                new Cosigned(
                    newest.size(),
                    Math.max(0, log.size() - newest.size()),
                    newest.note().toString(),
                    by(newest, peers)));
  }

  private static List<By> by(CosignedCheckpoint newest, Collection<PeerFile> peers) {
    return peers.stream()
        .flatMap(
            peer ->
                peer.witnessKey().stream()
                    .map(key -> new By(peer.name(), key, when(newest.note(), key))))
        .toList();
  }

  private static Optional<Instant> when(Note note, CosignerKey key) {
    try {
      return key.find(note, NoteVerifier.ofPlatform()).map(Cosignature::time);
    } catch (NoteException wrong) {
      return Optional.empty();
    }
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("size", size);
    json.put("behind", behind);
    json.put("checkpoint", checkpoint);
    json.put("by", by.stream().map(By::json).toList());
    return json;
  }
}
