package dev.entente.benchmarks.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.signature.KeyId;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What a log costs as it grows: how long a start takes that reads all of it, what it then holds in
 * memory, and what is appended a second, one by one and 64 together. One history grows; at each
 * size a process of its own opens it. Arguments: how many entries, one number for each line.
 */
public final class GrowthBenchmark {
  private static final List<String> SIZES = List.of("10000", "100000", "1000000");
  private static final List<Long> TREES = List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L);
  private static final int TOGETHER = 64;
  private static final int COMMITS = 20_000;
  private static final int FILLED_AT_ONCE = 1 << 16;

  private GrowthBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("open")) {
      open(Path.of(arguments[1]), KeyId.parse(arguments[2]));
      return;
    }
    System.out.println(
        "| entries | ledger MB | start s | µs an entry | memory MB | peak memory MB |"
            + " one by one, a second | p50 µs | p99 µs | 64 together, a second | p50 µs | p99 µs |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    Path parent = Files.createTempDirectory("entente-growth-");
    try {
      Path folder = Files.createDirectory(parent.resolve("alliance"));
      SigningKey partner = SigningKey.generate();
      var directory = HistoryFolder.make(folder, partner);
      for (String size : arguments.length == 0 ? SIZES : List.of(arguments)) {
        try (var history = new History(directory, partner.id())) {
          history.add(Long.parseLong(size) - history.size());
        }
        measure(folder, partner.id());
      }
    } finally {
      HistoryFolder.delete(parent);
    }
    System.out.println(
        "\n| entries | tiles MB | a commit of 64 in the tree alone, µs |\n|---|---|---|");
    TREES.forEach(GrowthBenchmark::tree);
  }

  private static void measure(Path folder, KeyId partner) throws Exception {
    long bytes = bytes(folder.resolve("state"));
    Run run =
        Run.of(
            folder,
            "4g",
            List.of(
                GrowthBenchmark.class.getName(), "open", folder.toString(), partner.toString()));
    JsonNode said = Json.read(run.said());
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.2f | %.0f | %d | %d | %s | %s |%n",
        said.get("entries").longValue(),
        bytes >> 20,
        said.get("start").doubleValue(),
        said.get("start").doubleValue() * 1e6 / said.get("entries").longValue(),
        said.get("memory").longValue() >> 20,
        run.peakKilobytes() >> 10,
        said.get("one").textValue(),
        said.get("together").textValue());
  }

  /** Opens the ledger there, and appends to it what tells little of its size. */
  private static void open(Path folder, KeyId partner) throws Exception {
    var said = new LinkedHashMap<String, Object>();
    try (var history = new History(AllianceDirectory.read(folder), partner)) {
      said.put("entries", history.size());
      said.put("start", history.opened().toNanos() / 1e9);
      said.put("memory", memory());
      warm();
      said.put("one", appends(history, 1, 2_000));
      said.put("together", appends(history, TOGETHER, 200));
    }
    System.out.write(Json.write(said));
    System.out.flush();
  }

  private static long bytes(Path state) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(state, SqliteStore.FILE + "*")) {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static long memory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Appends elsewhere until there is little left to compile. */
  private static void warm() throws Exception {
    Path folder = Files.createTempDirectory("entente-growth-");
    SigningKey partner = SigningKey.generate();
    try (var history = new History(HistoryFolder.make(folder, partner), partner.id())) {
      history.releases(TOGETHER, 2_000);
    } finally {
      HistoryFolder.delete(folder);
    }
  }

  private static String appends(History history, int callers, int each) throws Exception {
    long begun = System.nanoTime();
    long[] nanos = history.releases(callers, each);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%.0f | %.0f | %.0f",
        nanos.length / seconds,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3);
  }

  /** Hashes, and finds root and tiles, for commits at the end of a log of so many numbers. */
  private static void tree(long size) {
    Frontier frontier = Frontier.EMPTY;
    while (frontier.size() < size) {
      Growth growth = frontier.grow();
      append(growth, Math.min(size, frontier.size() + FILLED_AT_ONCE));
      frontier = growth.frontier();
    }
    long[] nanos = new long[COMMITS];
    for (int i = -COMMITS; i < COMMITS; i++) { // the first half warms up
      long begun = System.nanoTime();
      Growth growth = frontier.grow();
      append(growth, growth.size() + TOGETHER);
      growth.root();
      growth.changedTiles();
      frontier = growth.frontier();
      nanos[Math.max(0, i)] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.0f |%n",
        size,
        (size * TreeHash.LENGTH) >> 20,
        nanos[COMMITS / 2] / 1e3);
  }

  private static void append(Growth growth, long size) {
    while (growth.size() < size) {
      growth.append(TreeHash.leaf(ByteBuffer.allocate(Long.BYTES).putLong(growth.size()).array()));
    }
  }
}
