package dev.entente.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The benchmark's accounts in a table of a real server: ten columns, a primary key, indexes on two
 * texts; and a table for the peer's audit rows, whose commits are durable.
 */
public final class AccountsTable implements AutoCloseable {
  public static final String COLUMNS =
      "id, company, sector, city, founded, score, active, employees, since, contact";

  private static final String[] TABLES = {
    "CREATE UNLOGGED TABLE accounts AS SELECT i AS id, 'Company ' || i AS company,"
        + " 'Sector ' || i %% 97 AS sector, 'City ' || i %% 5003 AS city,"
        + " (1900 + i %% 120)::int AS founded, (i %% 1000) / 8.0::float8 AS score,"
        + " i %% 2 = 0 AS active, (i * 7919 %% 20000)::int AS employees,"
        + " DATE '1990-01-01' + (i %% 12000)::int AS since,"
        + " 'person' || i || '@example.com' AS contact FROM generate_series(0::bigint, %d) AS i",
    "ALTER TABLE accounts ADD PRIMARY KEY (id)",
    "CREATE INDEX ON accounts (company)",
    "CREATE INDEX ON accounts (city, id)",
    "VACUUM ANALYZE accounts",
    "CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, partner text,"
        + " dataset text, records int, at timestamptz DEFAULT now())",
  };

  private final EmbeddedPostgres server;
  private final Path data;

  private AccountsTable(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** Starts the server and fills the table, a minute for each ten million rows. */
  public static AccountsTable fill(Path data, long rows) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("maintenance_work_mem", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    var table = new AccountsTable(server, data);
    try (Connection connection = table.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : TABLES) {
        statement.execute(sql.contains("%d") ? sql.formatted(rows - 1) : sql);
      }
      return table;
    } catch (SQLException e) {
      table.close();
      throw e;
    }
  }

  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** For a manifest. */
  public String source() {
    return "{connector: postgres, url: \"" + url() + "\", table: public.accounts}";
  }

  /** For clients that take it apart. */
  public int port() {
    return server.getPort();
  }

  /** The processor time that the server's processes have used so far. */
  public Duration cpu() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
