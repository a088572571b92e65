package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.HashTile;
import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Reads the log in order, rebuilds its tree from the entries alone, and tells everything that does
 * not agree: entries that are missing or malformed, tiles that are not the tree's, seals that are
 * not its roots. The start of the gateway and the audit walk alike.
 */
public final class LogWalk {
  /** For so many entries it is not worth to have threads that read ahead. */
  private static final int FEW = 256;

  private final LogReader log;
  private final List<Seal> seals;
  private final Consumer<Finding> findings;
  private final Progress progress;

  /**
   * Prepares a walk.
   *
   * @param findings told of what does not agree; may throw to end the walk
   */
  public LogWalk(LogReader log, List<Seal> seals, Consumer<Finding> findings, Progress progress) {
    this.log = log;
    this.seals = List.copyOf(seals);
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Walks up to a size. Ends before it only where an entry is missing.
   *
   * @param from the tree that was walked before
   * @param each takes the entries, in order
   * @return the tree's edge at the end
   */
  public Frontier walk(Frontier from, long size, Consumer<Read> each) {
    compareSeals(from.size(), from.root());
    if (size - from.size() <= FEW) {
      return walk(from, size, each, at -> read(at, Math.min(at + ReadAhead.CHUNK, size)));
    }
    try (var ahead = new ReadAhead(log, from.size(), size)) {
      return walk(from, size, each, _ -> ahead.take());
    }
  }

  private List<Read> read(long from, long to) {
    return log.entries(from, (int) (to - from)).stream().map(kept -> Read.of(kept, log)).toList();
  }

  private Frontier walk(
      Frontier from, long size, Consumer<Read> each, LongFunction<List<Read>> chunks) {
    Frontier frontier = from;
    while (frontier.size() < size) {
      progress.at(frontier.size(), size);
      long expected = Math.min(frontier.size() + ReadAhead.CHUNK, size);
      frontier = walk(frontier, chunks.apply(frontier.size()), each);
      if (frontier.size() < expected) {
        findings.accept(
            new Finding(frontier.size(), "the entry", "there, the log having " + size, "missing"));
        return frontier;
      }
    }
    progress.at(size, size);
    return frontier;
  }

  /** Walks over the entries that follow, up to the first that does not. */
  private Frontier walk(Frontier from, List<Read> chunk, Consumer<Read> each) {
    Growth growth = from.grow();
    for (Read read : chunk) {
      if (read.kept().index() == growth.size()) {
        read.problem().ifPresent(findings);
        growth.append(read.leaf());
        compareSeals(growth);
        each.accept(read);
      }
    }
    compareTiles(growth.changedTiles());
    return growth.frontier();
  }

  private void compareSeals(Growth growth) {
    if (seals.stream().anyMatch(seal -> seal.size() == growth.size())) {
      compareSeals(growth.size(), growth.root());
    }
  }

  private void compareSeals(long size, TreeHash root) {
    for (Seal seal : seals) {
      if (seal.size() == size && !seal.root().equals(root)) {
        findings.accept(
            new Finding(size, "the root of the entries before it", seal.demand(), root.toString()));
      }
    }
  }

  private void compareTiles(List<HashTile> tiles) {
    for (HashTile computed : tiles) {
      Tile tile = computed.tile();
      if (tile.isFull()) {
        Optional<byte[]> kept = log.tile(tile.level(), tile.index());
        if (kept.isEmpty()) {
          findings.accept(new Finding(end(tile), tile.path(), "kept", "missing"));
        } else {
          compare(computed, kept.get());
        }
      }
    }
  }

  private void compare(HashTile computed, byte[] kept) {
    byte[] bytes = computed.toBytes();
    int at = Arrays.mismatch(bytes, kept);
    if (at < 0) {
      return;
    }
    Tile tile = computed.tile();
    int place = Math.min(at / TreeHash.LENGTH, Tile.FULL - 1);
    long index = tile.level() == 0 ? tile.index() * Tile.FULL + place : end(tile);
    findings.accept(
        new Finding(
            index,
            tile.level() == 0 ? "its leaf hash" : "hash " + place + " of " + tile.path(),
            "that of the kept tile",
            computed.hashes().get(place).toString()));
  }

  /** The size at which the tile became full. */
  private static long end(Tile tile) {
    return (tile.index() + 1) << (8 * (tile.level() + 1));
  }
}
