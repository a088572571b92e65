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
  private final Child hello;
  private final Peer peer;
  private final Gateway gateway;

  private PeerBenchmark(Child hello, Peer peer, Gateway gateway) {
    this.hello = hello;
    this.peer = peer;
    this.gateway = gateway;
  }

  /** Prints one table; fails if an answer is not what it should be. */
  public static void run(AccountsTable table) throws IOException {
    Path directory = Files.createTempDirectory("entente-benchmark-");
    var alliance = Alliance.write(directory, table.source());
    try (Child hello =
            Child.start(List.of(), directory.resolve("hello.log"), HelloServer.class.getName());
        Peer peer = Peer.start(directory, table.port());
        Gateway gateway = Gateway.start(alliance, List.of())) {
      var benchmark = new PeerBenchmark(hello, peer, gateway);
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
    Duration before = hello.cpu();
    add("hello", hello, drive(hello.address(), hellos), before);
    before = peer.child().cpu();
    add("the peer", peer.child(), peer(SECONDS * 1_200), before);
    before = gateway.process().cpu();
    add(
        "re-reads",
        gateway.process(),
        gateway.drive(CONNECTIONS, gateway.queries().again(SECONDS * 3_000)),
        before);
    before = gateway.process().cpu();
    add(
        "first reads",
        gateway.process(),
        gateway.drive(CONNECTIONS, gateway.queries().first(SECONDS * 3_000)),
        before);
  }

  private void add(String what, Child server, Driven driven, Duration before) {
    double count = driven.latencies().length;
    double[] figures = {
      driven.perSecond(),
      driven.latencies()[(int) (count / 2)] / 1e3,
      driven.latencies()[(int) (count * 0.99)] / 1e3,
      server.cpu().minus(before).toNanos() / 1e3 / count
    };
    System.err.printf(Locale.ROOT, "%s: %.0f a second%n", what, figures[0]);
    results.computeIfAbsent(what, _ -> new ArrayList<>()).add(figures);
  }

  private void print() {
    System.out.printf(
        "%n| %d connections, rows of PostgreSQL | requests/s | of hello | of the peer | p50 µs | p99 µs | its process's CPU µs/request |%n|---|---|---|---|---|---|---|%n",
        CONNECTIONS);
    double hellos = median("hello")[0];
    double peers = median("the peer")[0];
    results.keySet().forEach(what -> line(what, median(what), hellos, peers));
  }

  private static void line(String what, double[] figures, double hellos, double peers) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.4f | %.2f | %.0f | %.0f | %.0f |%n",
        what,
        figures[0],
        figures[0] / hellos,
        figures[0] / peers,
        figures[1],
        figures[2],
        figures[3]);
  }

  private double[] median(String what) {
    List<double[]> rounds = new ArrayList<>(results.getOrDefault(what, List.of()));
    rounds.sort(java.util.Comparator.comparingDouble(figures -> figures[0]));
    return rounds.get(rounds.size() / 2);
  }
}
