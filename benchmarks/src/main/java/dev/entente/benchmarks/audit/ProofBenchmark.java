package dev.entente.benchmarks.audit;

import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.HashTile;
import dev.entente.trustledger.tlog.InclusionProof;
import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TileReader;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * How long the proof of an entry takes, from the tiles of a store on the disk. The log is made of
 * tiles alone, of entries that are numbers. Arguments: how many entries, one number for each line.
 */
public final class ProofBenchmark {
  private static final List<String> SIZES = List.of("10000", "100000", "1000000", "10000000");
  private static final int BATCH = 1 << 16;
  private static final int PROOFS = 10_000;

  private final Map<String, byte[]> edge = new HashMap<>();

  private ProofBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("| entries | tiles MB | median µs | p99 µs | slowest µs |");
    System.out.println("|---|---|---|---|---|");
    for (String size : arguments.length == 0 ? SIZES : List.of(arguments)) {
      Path folder = Files.createTempDirectory("entente-proofs-");
      try {
        new ProofBenchmark().measure(folder, Long.parseLong(size));
      } finally {
        HistoryFolder.delete(folder);
      }
    }
  }

  private void measure(Path folder, long size) throws IOException {
    TreeHash root = make(folder, size);
    Path file = folder.resolve(SqliteStore.FILE);
    try (var log = SqliteLog.open(file)) {
      TileReader tiles = tile -> read(tile, log);
      var random = new Random(size);
      long[] nanos = new long[PROOFS];
      for (int i = -PROOFS; i < PROOFS; i++) { // the first half warms up
        long index = random.nextLong(size);
        long begun = System.nanoTime();
        InclusionProof proof = new TiledTree(size, tiles).inclusionProof(index);
        long took = System.nanoTime() - begun;
        proof.verify(leaf(index), root);
        if (i >= 0) {
          nanos[i] = took;
        }
      }
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %.0f | %.0f | %.0f |%n",
          size,
          Files.size(file) >> 20,
          nanos[PROOFS / 2] / 1e3,
          nanos[PROOFS / 100 * 99] / 1e3,
          nanos[PROOFS - 1] / 1e3);
    }
  }

  private byte[] read(Tile tile, SqliteLog log) {
    return tile.isFull()
        ? log.tile(tile.level(), tile.index()).orElseThrow()
        : Objects.requireNonNull(edge.get(tile.path()));
  }

  /** Writes the tiles of a tree of that size; gives its root. */
  private TreeHash make(Path folder, long size) {
    Frontier frontier = Frontier.EMPTY;
    try (StateLock lock = StateLock.acquire(folder);
        SqliteStore store = SqliteStore.open(lock)) {
      while (frontier.size() < size) {
        Growth growth = frontier.grow();
        while (growth.size() < Math.min(size, frontier.size() + BATCH)) {
          growth.append(leaf(growth.size()));
        }
        growth.changedTiles().stream()
            .filter(it -> !it.tile().isFull())
            .forEach(it -> edge.put(it.tile().path(), it.toBytes()));
        store.begin(Instant.EPOCH, Optional.empty());
        store.commit(commit(growth.changedTiles()));
        frontier = growth.frontier();
      }
    }
    return frontier.root();
  }

  private static Commit commit(List<HashTile> changed) {
    return new Commit(
        List.of(),
        changed.stream().filter(it -> it.tile().isFull()).toList(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static TreeHash leaf(long index) {
    return TreeHash.leaf(ByteBuffer.allocate(Long.BYTES).putLong(index).array());
  }
}
