package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.HashTile;
import java.util.List;
import java.util.Optional;

/**
 * What becomes durable in one transaction, beside the nonces that it began with.
 *
 * @param entries in the order of their indexes, following what is kept already
 * @param tiles the tiles that they filled
 * @param sent the contributions among them
 * @param answers to contributions, of this commit or an earlier one
 * @param checkpoint the signed note over the tree with these entries; empty if there are none
 */
public record Commit(
    List<Kept> entries,
    List<HashTile> tiles,
    List<Sent> sent,
    List<Answer> answers,
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
