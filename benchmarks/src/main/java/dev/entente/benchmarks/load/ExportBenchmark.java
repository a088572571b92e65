package dev.entente.benchmarks.load;

import dev.entente.agreement.AgreementId;
import dev.entente.benchmarks.load.ThreadTimes.Work;
import dev.entente.benchmarks.parts.Copied;
import dev.entente.benchmarks.postgres.AccountsTable;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Ask;
import dev.entente.server.client.ExportState;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Parts;
import dev.entente.signature.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Exports of a table of PostgreSQL into a file, part by part, each priced, recorded, receipted and
 * signed, beside {@code COPY … TO STDOUT} piped through the same transforms into a file.
 */
public final class ExportBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int WARMING = 100_000;
  private static final int SMALL_PART = 10;
  private static final int MOST_WARMING = 8;
  private static final int WARMING_PARTNER = 4;
  private static final DatasetId DATASET = new DatasetId(Alliance.DATASET);
  private static final int PART = Query.HIGHEST_PART;
  private static final int SMALLER_PART = 1_000;
  private static final int LOOKED_AT = 10_000;

  private final AccountsTable table;
  private final Gateway gateway;
  private final Alliance alliance;
  private final Path file;

  private ExportBenchmark(AccountsTable table, Gateway gateway, Alliance alliance) {
    this.table = table;
    this.gateway = gateway;
    this.alliance = alliance;
    this.file = alliance.directory().resolve("exported");
  }

  /** Takes how many rows; a million if it is not said. What follows is for the gateway's JVM. */
  public static void main(String[] arguments) throws IOException, SQLException {
    int rows = arguments.length == 0 ? ROWS : Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("entente-benchmark-export-");
    List<String> options = new ArrayList<>(List.of("-Xms2g", "-Xmx2g", "-XX:-AlwaysPreTouch"));
    List.of(arguments).stream().skip(1).forEach(options::add);
    try (AccountsTable table = AccountsTable.fill(directory.resolve("postgres"), rows)) {
      var alliance =
          Alliance.write(Files.createDirectory(directory.resolve("alliance")), table.source());
      try (Gateway gateway = Gateway.start(alliance, options)) {
        new ExportBenchmark(table, gateway, alliance).run(rows);
      }
    }
    Trees.delete(directory);
  }

  private void run(int rows) throws IOException, SQLException {
    warm(Math.min(rows, WARMING));
    System.out.printf(
        "%n| %,d rows of ten columns into a file | rows/s | of COPY | gateway's memory before, MB | at most in its first half | in its second | its CPU µs/row: exchange | writer | event loop | garbage | compilers | the client's |%n|---|---|---|---|---|---|---|---|---|---|---|---|%n",
        rows);
    for (int i = 0; i < 2; i++) {
      Duration own = own();
      double copied = copied(rows);
      System.out.printf(
          Locale.ROOT,
          "| COPY … TO STDOUT through the same plan | %.0f | 1.00 ||||||||| %.1f |%n",
          copied,
          micros(own, rows));
      print("an export of what the partner has not seen", 2 * i, rows, PART, copied);
      print("the same again", 2 * i, rows, PART, copied);
      print("in parts of 1,000, not seen", 2 * i + 1, rows, SMALLER_PART, copied);
      print("in parts of 1,000 again", 2 * i + 1, rows, SMALLER_PART, copied);
    }
  }

  /**
   * A partner of its own exports until the gateway's compilers have little to do any more; most of
   * it in small parts, since what is done once for a part has to be compiled as well.
   */
  private void warm(int rows) throws IOException, SQLException {
    boolean compiling = true;
    for (int i = 0; i < MOST_WARMING && compiling; i++) {
      ThreadTimes before = gateway.process().threads();
      copied(rows);
      exported(WARMING_PARTNER, rows / 2, SMALL_PART, new Growth(gateway.process().pid()));
      exported(WARMING_PARTNER, rows, PART, new Growth(gateway.process().pid()));
      compiling = gateway.process().threads().minus(before).isCompiling();
    }
  }

  private void print(String what, int partner, int rows, int part, double copied)
      throws IOException {
    var growth = new Growth(gateway.process().pid());
    ThreadTimes before = gateway.process().threads();
    Duration own = own();
    double rate = exported(partner, rows, part, growth);
    double client = micros(own, rows);
    ThreadTimes ran = gateway.process().threads().minus(before);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.2f | %d | %d | %d | %s | %.1f |%n",
        what,
        rate,
        rate / copied,
        growth.before(),
        growth.first(),
        growth.second(),
        Stream.of(Work.EXCHANGE, Work.WRITER, Work.EVENT_LOOP, Work.GARBAGE, Work.COMPILERS)
            .map(work -> String.format(Locale.ROOT, "%.1f", ran.of(work) / 1e3 / rows))
            .collect(Collectors.joining(" | ")),
        client);
  }

  private static Duration own() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Of this process for each row. */
  private static double micros(Duration before, int rows) {
    return own().minus(before).toNanos() / 1e3 / rows;
  }

  private double copied(int rows) throws IOException, SQLException {
    try (Connection connection = table.connect();
        OutputStream out = Files.newOutputStream(file)) {
      return rows / (new Copied(connection).nanos(rows, out::write) / 1e9);
    }
  }

  /**
   * Fetches all parts, verifies that each is the gateway's answer, and writes it while the next one
   * comes, as {@code entente export} does.
   */
  private double exported(int partner, int rows, int part, Growth growth) throws IOException {
    Partner who = alliance.partners().get(partner);
    var origin = Origin.parse(gateway.process().address().toString());
    long began = System.nanoTime();
    long written = 0;
    try (var client = PartnerClient.connect(origin, who.key());
        OutputStream out = Files.newOutputStream(file)) {
      AgreementCalls calls = client.agreement(new AgreementId(who.agreement()));
      Ask all = Ask.everything().limit(part);
      var begun = ExportState.Begun.read(calls.export(DATASET, all, rows).orThrow());
      Parts parts = calls.parts(DATASET, begun.state().export(), all, Optional.empty());
      while (parts.hasNext() && written < rows) {
        out.write(parts.next().orThrow().body());
        written += part;
        if (written % LOOKED_AT == 0) {
          growth.look((double) written / rows);
        }
      }
      if (written < rows) {
        throw new IOException("an export of " + rows + " rows ended after " + written);
      }
      calls.end(DATASET, begun.state().export()).orThrow();
    }
    return rows / ((System.nanoTime() - began) / 1e9);
  }
}
