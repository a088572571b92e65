package dev.entente.benchmarks.postgres;

import dev.entente.benchmarks.load.PeerBenchmark;
import dev.entente.benchmarks.parts.ReadBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Measures a table of PostgreSQL as source: whole queries beside what an engineer would write
 * instead, and reads beside a bare client's.
 */
public final class PostgresBenchmark {
  private static final long ROWS = 10_000_000;

  private PostgresBenchmark() {}

  /**
   * Takes how many rows the table has; ten million if it is not said. What follows is for the
   * gateway's JVM.
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    long rows = arguments.length == 0 ? ROWS : Long.parseLong(arguments[0]);
    Path data = Files.createTempDirectory("entente-benchmark-postgres-");
    System.err.println("filling a table of " + rows + " rows in " + data);
    try (AccountsTable table = AccountsTable.fill(data, rows)) {
      ReadBenchmark.run(table, rows);
      PeerBenchmark.run(table, List.of(arguments).stream().skip(1).toList());
    }
  }
}
