package dev.entente.benchmarks.console;

import dev.entente.server.Gateway;
import dev.entente.server.Talk;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.http.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * How long the console's pages take with many alliances, from the request to the last byte, one
 * after the other over one connection: the first after the start, and those once warm. Arguments:
 * how many alliances, one number for each table.
 */
public final class ConsoleBenchmark {
  private static final List<String> SIZES = List.of("100", "10000");
  private static final int WARM = 60;
  private static final int MEASURED = 100;

  /** A page, and what its address is. */
  private record Page(String name, String path) {}

  private static final List<Page> PAGES =
      List.of(
          new Page("list", "/"),
          new Page("list, last page", "/?page=%d"),
          new Page("search", "/?q=p000"),
          new Page("by stage", "/?stage=early"),
          new Page("wants attention", "/?attention"),
          new Page("attention", "/attention"),
          new Page("one alliance", "/alliances/" + AlliancesFolder.name(0)),
          new Page("its entries", "/alliances/" + AlliancesFolder.name(0) + "/entries"),
          new Page("ledger", "/ledger"),
          new Page("people", "/people"),
          new Page("disputes", "/disputes"),
          new Page("policy", "/policy"),
          new Page("datasets", "/datasets"));

  private ConsoleBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    for (String size : arguments.length == 0 ? SIZES : List.of(arguments)) {
      Path folder = Files.createTempDirectory("entente-console-");
      try {
        measure(folder, Integer.parseInt(size));
      } finally {
        delete(folder);
      }
    }
  }

  private static void measure(Path folder, int alliances) throws Exception {
    AlliancesFolder made = AlliancesFolder.write(folder, alliances);
    var directory = AllianceDirectory.read(folder);
    var said = new CopyOnWriteArrayList<String>();
    try (var gateway = Gateway.start(directory, Limits.USUAL, InstantSource.system(), talk(said))) {
      made.begin(gateway.address());
    }
    said.clear();
    long begun = System.nanoTime();
    try (var gateway = Gateway.start(directory, Limits.USUAL, InstantSource.system(), talk(said));
        var visitor = Visitor.of(said, "ana")) {
      System.out.printf(
          Locale.ROOT,
          "%n%d alliances at %s, started in %.1f s:%n%n| page | first ms | median ms | p99 ms | kB |%n|---|---|---|---|---|%n",
          alliances,
          gateway.adminAddress(),
          (System.nanoTime() - begun) / 1e9);
      for (Page page : PAGES) {
        measure(visitor, page.name(), page.path().formatted((alliances + 49) / 50));
      }
    }
  }

  private static void measure(Visitor visitor, String name, String path) throws Exception {
    long first = visitor.get(path).nanos();
    for (int i = 0; i < WARM; i++) {
      visitor.get(path);
    }
    long[] nanos = new long[MEASURED];
    int bytes = 0;
    for (int i = 0; i < MEASURED; i++) {
      Visitor.Got got = visitor.get(path);
      nanos[i] = got.nanos();
      bytes = got.bytes();
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.1f | %.1f | %d |%n",
        name,
        first / 1e6,
        nanos[MEASURED / 2] / 1e6,
        nanos[MEASURED * 99 / 100] / 1e6,
        bytes >> 10);
  }

  private static Talk talk(List<String> said) {
    return new Talk() {
      @Override
      public void say(String line) {
        said.add(line);
      }

      @Override
      public void progress(String what, long done, long total) {}
    };
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
