package dev.entente.benchmarks.load;

import dev.entente.benchmarks.load.Generator.Driven;
import dev.entente.benchmarks.postgres.AccountsTable;
import dev.entente.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The gateway over a table of PostgreSQL, and the peer over the same rows of the same server,
 * driven in turns by the same generator.
 */
public final class PeerBenchmark {
  private static final int CONNECTIONS = 64;
  private static final int PAGES = 50;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final Duration WARMING = Duration.ofSeconds(25);
  private static final byte[] HELLO =
      "GET / HTTP/1.1\r\nhost: hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, List<double[]>> results = new LinkedHashMap<>();
  private final AccountsTable table;
  private final Child hello;
  private final Peer peer;
  private final Gateway gateway;

  private PeerBenchmark(AccountsTable table, Child hello, Peer peer, Gateway gateway) {
    this.table = table;
    this.hello = hello;
    this.peer = peer;
    this.gateway = gateway;
  }

  /**
   * Prints one table; fails if an answer is not what it should be.
   *
   * @param options of the gateway's JVM, such as those of a profiler
   */
  public static void run(AccountsTable table, List<String> options) throws IOException {
    Path directory = Files.createTempDirectory("entente-benchmark-");
    var alliance = Alliance.write(directory, table.source());
    try (Child hello =
            Child.start(List.of(), directory.resolve("hello.log"), HelloServer.class.getName());
        Peer peer = Peer.start(directory, table.port());
        Gateway gateway = Gateway.start(alliance, options)) {
      var benchmark = new PeerBenchmark(table, hello, peer, gateway);
      benchmark.warm();
      for (int i = 0; i < ROUNDS; i++) {
        benchmark.measure();
      }
      benchmark.print();
    }
    Trees.delete(directory);
  }

  private void warm() throws IOException {
    gateway.drive(CONNECTIONS, gateway.queries().everyPage());
    long began = System.nanoTime();
    while (System.nanoTime() - began < 2 * WARMING.toNanos()) {
      peer(2_000);
      gateway.drive(CONNECTIONS, gateway.queries().again(4_000));
      gateway.drive(CONNECTIONS, gateway.queries().first(2_000));
    }
    requireRecords();
  }

  /** The peer answers with what the gateway answers with: 20 records of 10 fields. */
  private void requireRecords() throws IOException {
    byte[] wire = peer(1).samples().values().iterator().next();
    var records = Json.read(Answers.read(wire).body()).get("records");
    if (records.size() != Queries.RECORDS || records.get(0).size() != 10) {
      throw new IOException("the peer answered " + records);
    }
  }

  private Driven peer(int count) throws IOException {
    return drive(peer.child().address(), repeated(peer.requests(PAGES), count));
  }

  private static Driven drive(URI server, List<byte[]> requests) throws IOException {
    Driven driven = Generator.drive(server, CONNECTIONS, requests);
    if (driven.ok() < requests.size()) {
      throw new IOException(
          "%d of %d were not answered with 200"
              .formatted(requests.size() - driven.ok(), requests.size()));
    }
    return driven;
  }

  private static List<byte[]> repeated(List<byte[]> some, int count) {
    List<byte[]> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(some.get(i % some.size()));
    }
    return all;
  }

  private void measure() throws IOException {
    List<byte[]> hellos = Collections.nCopies(SECONDS * 60_000, HELLO);
    measure("hello", hello, () -> drive(hello.address(), hellos));
    measure("the peer", peer.child(), () -> peer(SECONDS * 1_200));
    var again = gateway.queries().again(SECONDS * 3_000);
    measure("re-reads", gateway.process(), () -> gateway.drive(CONNECTIONS, again));
    var first = gateway.queries().first(SECONDS * 3_000);
    measure("first reads", gateway.process(), () -> gateway.drive(CONNECTIONS, first));
  }

  /** The load, once. */
  @FunctionalInterface
  private interface Load {
    Driven run() throws IOException;
  }

  private void measure(String what, Child server, Load load) throws IOException {
    Duration[] before = used(server);
    Driven driven = load.run();
    Duration[] after = used(server);
    double count = driven.latencies().length;
    double[] figures = new double[3 + before.length];
    figures[0] = driven.perSecond();
    figures[1] = driven.latencies()[(int) (count / 2)] / 1e3;
    figures[2] = driven.latencies()[(int) (count * 0.99)] / 1e3;
    for (int i = 0; i < before.length; i++) {
      figures[3 + i] = after[i].minus(before[i]).toNanos() / 1e3 / count;
    }
    System.err.printf(Locale.ROOT, "%s: %.0f a second%n", what, figures[0]);
    results.computeIfAbsent(what, _ -> new ArrayList<>()).add(figures);
  }

  /** The processor time of all that takes part: server, policy, PostgreSQL, and this process. */
  private Duration[] used(Child server) throws IOException {
    Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return new Duration[] {server.cpu(), peer.policyCpu(), table.cpu(), own};
  }

  private void print() {
    System.out.printf(
        "%n| %d connections, rows of PostgreSQL | requests/s | of hello | of the peer | p50 µs | p99 µs | CPU µs/request: its process | OPA | PostgreSQL | the load | all processors' time |%n|---|---|---|---|---|---|---|---|---|---|---|%n",
        CONNECTIONS);
    double hellos = median("hello")[0];
    double peers = median("the peer")[0];
    results.keySet().forEach(what -> line(what, median(what), hellos, peers));
  }

  private static void line(String what, double[] figures, double hellos, double peers) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.4f | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
        what,
        figures[0],
        figures[0] / hellos,
        figures[0] / peers,
        figures[1],
        figures[2],
        figures[3],
        figures[4],
        figures[5],
        figures[6],
        Runtime.getRuntime().availableProcessors() * 1e6 / figures[0]);
  }

  private double[] median(String what) {
    List<double[]> rounds = new ArrayList<>(results.getOrDefault(what, List.of()));
    rounds.sort(java.util.Comparator.comparingDouble(figures -> figures[0]));
    return rounds.get(rounds.size() / 2);
  }
}
