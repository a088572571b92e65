package dev.entente.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.benchmarks.load.Generator.Driven;
import dev.entente.signature.SentRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures {@code entente serve} beside a bare Vert.x hello, both driven by the same generator in
 * the same run: queries for records that were seen before, and queries for records never seen. Ends
 * with 1 if an answer was not what it should be, or the ledger does not show them all.
 */
public final class LoadBenchmark {
  private static final int MANY = 64;
  private static final byte[] HELLO =
      "GET / HTTP/1.1\r\nhost: hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Plan plan;
  private final Gateway gateway;
  private final List<Child> servers;
  private final Commits commits;
  private final List<Measured> results = new ArrayList<>();

  private LoadBenchmark(Plan plan, Gateway gateway, List<Child> servers, Path directory) {
    this.plan = plan;
    this.gateway = gateway;
    this.servers = servers;
    this.commits = new Commits(directory);
  }

  /**
   * Takes {@code --quick}, {@code --warm SECONDS}, {@code --dir DIR} for the state, and options
   * that begin with {@code -X} or {@code -D} for the gateway's JVM.
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Plan plan = Plan.of(List.of(arguments));
    Path directory = Files.createTempDirectory(plan.parent(), "entente-benchmark-");
    var alliance = Alliance.write(directory);
    say("load of this machine before: %.2f; state in %s".formatted(load(), directory));
    boolean holds;
    try (Child hello =
            Child.start(List.of(), directory.resolve("hello.log"), HelloServer.class.getName());
        Child signatures = ceiling(directory, "signatures");
        Child recording = ceiling(directory, "recording", "state-of-recording");
        Gateway gateway = Gateway.start(alliance, plan.jvm())) {
      var benchmark =
          new LoadBenchmark(plan, gateway, List.of(hello, signatures, recording), directory);
      benchmark.run();
      holds = benchmark.check();
    }
    say("load of this machine after: %.2f".formatted(load()));
    if (!holds) {
      System.exit(1);
    }
    Trees.delete(directory);
  }

  private static Child ceiling(Path directory, String name, String... state) throws IOException {
    var command = new ArrayList<>(List.of(CeilingServer.class.getName()));
    List.of(state).forEach(it -> command.add(directory.resolve(it).toString()));
    return Child.start(
        Gateway.LAUNCHER, directory.resolve(name + ".log"), command.toArray(String[]::new));
  }

  private void run() throws IOException, SQLException {
    int size = warm();
    for (int round = 0; round < plan.rounds(); round++) {
      compare(MANY);
      measure("re-reads", MANY, gateway.queries().again(size));
      measure("first reads", MANY, gateway.queries().first(size));
    }
    int fewer = size / 5;
    compare(1);
    measure("re-reads", 1, gateway.queries().again(fewer));
    measure("first reads", 1, gateway.queries().first(fewer));
    System.out.print(Report.of(results));
  }

  /**
   * Drives both for the time that was planned, and the gateway on until its compilers have little
   * left to do; how many queries then make one measurement.
   */
  private int warm() throws IOException, SQLException {
    drive(MANY, gateway.queries().everyPage());
    compare(MANY);
    results.clear();
    double rate = 1_000;
    boolean compiling = true;
    long began = System.nanoTime();
    while (plan.stillWarms(Duration.ofNanos(System.nanoTime() - began), compiling)) {
      ThreadTimes before = gateway.process().threads();
      drive(MANY, gateway.queries().first((int) (rate / 4)));
      rate = drive(MANY, gateway.queries().again((int) rate)).perSecond();
      compiling = gateway.process().threads().minus(before).isCompiling();
      say("warming: %.0f a second".formatted(rate));
    }
    return (int) (rate * plan.seconds());
  }

  private Driven drive(int connections, List<SentRequest> requests) throws IOException {
    return gateway.drive(connections, requests);
  }

  private void measure(String what, int connections, List<SentRequest> requests)
      throws IOException, SQLException {
    long before = commits.count();
    Duration cpu = gateway.process().cpu();
    ThreadTimes threads = gateway.process().threads();
    Driven driven = drive(connections, requests);
    add(
        new Measured(
            what,
            connections,
            driven,
            gateway.process().cpu().minus(cpu),
            gateway.process().threads().minus(threads),
            commits.count() - before));
  }

  private void compare(int connections) throws IOException {
    byte[] query = Queries.wire(gateway.queries().again(1)).getFirst();
    measure("hello", servers.getFirst(), connections, HELLO);
    measure("signatures alone", servers.get(1), connections, query);
    measure("signatures and ledger", servers.get(2), connections, query);
  }

  private void measure(String what, Child server, int connections, byte[] request)
      throws IOException {
    int some = 5_000 * Math.min(8, connections);
    double rate = Generator.drive(server.address(), connections, same(request, some)).perSecond();
    Duration cpu = server.cpu();
    ThreadTimes threads = server.threads();
    Driven driven =
        Generator.drive(
            server.address(), connections, same(request, (int) (rate * plan.seconds())));
    add(
        new Measured(
            what,
            connections,
            driven,
            server.cpu().minus(cpu),
            server.threads().minus(threads),
            0));
  }

  private static List<byte[]> same(byte[] request, int count) {
    return Collections.nCopies(count, request);
  }

  private void add(Measured measured) {
    results.add(measured);
    say(
        "%s, %d connections: %.0f a second"
            .formatted(measured.what(), measured.connections(), measured.perSecond()));
  }

  /** Whether the ledger shows exactly what was answered, and holds. */
  private boolean check() throws IOException {
    JsonNode audit = gateway.audit();
    long disclosed = audit.get("disclosures").asLong();
    boolean holds = audit.get("holds").asBoolean() && disclosed == gateway.queriesAnswered();
    System.out.printf(
        Locale.ROOT,
        "%n%d queries answered with 200, %d entries `disclosed`; %d answers' signatures verified;"
            + " the audit %s%n",
        gateway.queriesAnswered(),
        disclosed,
        gateway.verified(),
        audit.get("holds").asBoolean() ? "holds" : "fails");
    return holds;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void say(String text) {
    System.err.println(text);
  }
}
