package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.HashTile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes durable in one transaction.
 *
 * @param now when; nonces that expired before it may be forgotten
 * @param entries in the order of their indexes, following what is kept already
 * @param tiles the tiles that they filled
 * @param sent the contributions among them
 * @param answers to contributions, of this commit or an earlier one
 * @param spent the nonces of the requests that asked for it
 * @param checkpoint the signed note over the tree with these entries; empty if there are none
 */
public record Commit(
    Instant now,
    List<Kept> entries,
    List<HashTile> tiles,
    List<Sent> sent,
    List<Answer> answers,
    Optional<Spent> spent,
    Optional<String> checkpoint) {
  public Commit {
    entries = List.copyOf(entries);
    tiles = List.copyOf(tiles);
    sent = List.copyOf(sent);
    answers = List.copyOf(answers);
    if (entries.isEmpty() == checkpoint.isPresent()) {
      throw new IllegalArgumentException("a checkpoint goes with entries, and entries with one");
    }
  }
}
