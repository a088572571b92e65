package dev.entente.benchmarks.parts;

import dev.entente.benchmarks.postgres.AccountsTable;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.connectors.postgres.PostgresConnector;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Manifest;
import dev.entente.source.Page;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page of PostgreSQL costs through the source and the plan, beside the same SQL by a bare
 * client in the same process; and how fast all of it can be read.
 */
public final class ReadBenchmark {
  private static final int WARMING = 3_000;
  private static final int ROUNDS = 3_000;
  private static final int PAGE = 100;
  private static final int EXPORTED_PAGE = 1_000;
  private static final long EXPORTED = 1_000_000;
  private static final String SELECT = "SELECT " + AccountsTable.COLUMNS + " FROM accounts ";

  private final Scene scene = new Scene("{\"limit\":100}".getBytes(StandardCharsets.US_ASCII));
  private final Source source;
  private final Connection bare;
  private final long rows;

  private ReadBenchmark(AccountsTable table, long rows) throws SQLException {
    this.rows = rows;
    this.bare = table.connect();
    this.source = open(table);
  }

  /** Something that is measured, once for each number. */
  @FunctionalInterface
  private interface Work {
    long run(long i) throws SQLException;
  }

  /** Prints one table for pages and one for all of it. */
  public static void run(AccountsTable table, long rows) throws SQLException, IOException {
    var benchmark = new ReadBenchmark(table, rows);
    try (Source _ = benchmark.source;
        Connection _ = benchmark.bare) {
      benchmark.pages();
      benchmark.export();
    }
  }

  private Source open(AccountsTable table) {
    var location = Map.of("connector", "postgres", "url", table.url(), "table", "public.accounts");
    var manifest = new Manifest(scene.plan.dataset(), Map.of(), Doc.of(Json.tree(location)));
    return new PostgresConnector()
        .open(
            manifest,
            Path.of("."),
            Path.of("."),
            new Opening() {
              @Override
              public void progress(long done, long total, String unit) {}

              @Override
              public void finding(String text) {
                System.err.println(text);
              }
            });
  }

  private void pages() throws SQLException {
    System.out.printf(
        "%n| a page of 100 rows of 10 columns | bare client µs | with JSON | source µs | of bare | source and plan µs | of bare |%n"
            + "|---|---|---|---|---|---|---|%n");
    compare(
        "from a place in the key",
        SELECT + "WHERE id >= ? ORDER BY id LIMIT 101",
        i -> i * 7919 % (rows - 1000),
        i -> compare("id", Operator.GREATER_OR_EQUAL, i * 7919 % (rows - 1000)));
    compare(
        "one in 5,003, by an index",
        SELECT + "WHERE city = ? ORDER BY id LIMIT 101",
        i -> "City " + i % 5003,
        i -> compare("city", Operator.EQUAL, "City " + i % 5003));
    compare(
        "one row, by an index",
        SELECT + "WHERE company = ? ORDER BY id LIMIT 101",
        i -> "Company " + i * 7919 % rows,
        i -> compare("company", Operator.EQUAL, "Company " + i * 7919 % rows));
  }

  private static Filter compare(String field, Operator operator, Object value) {
    return new Comparison(new FieldName(field), operator, List.of(value));
  }

  private void compare(
      String what,
      String sql,
      java.util.function.LongFunction<Object> value,
      java.util.function.LongFunction<Filter> filter)
      throws SQLException {
    Work plain = i -> bareRows(sql, value.apply(i)).size();
    Work json = i -> Json.write(bareRows(sql, value.apply(i))).length;
    Work read = i -> source.read(selection(filter.apply(i), PAGE)).rows().size();
    Work planned = i -> rendered(source.read(selection(filter.apply(i), PAGE)));
    Work[] works = {plain, json, read, planned};
    for (Work work : works) {
      medians(WARMING, work);
    }
    double[] micros = medians(ROUNDS, works);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.2f | %.0f | %.2f |%n",
        what,
        micros[0],
        micros[1],
        micros[2],
        micros[2] / micros[0],
        micros[3],
        micros[3] / micros[0]);
  }

  /** Of each work the median, in turns, so that what the machine does besides meets all alike. */
  private static double[] medians(int rounds, Work... works) throws SQLException {
    long[][] nanos = new long[works.length][rounds];
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      for (int j = 0; j < works.length; j++) {
        long began = System.nanoTime();
        sum += works[j].run((long) i * works.length + j); // each other rows
        nanos[j][i] = System.nanoTime() - began;
      }
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return Arrays.stream(nanos)
        .mapToDouble(all -> Arrays.stream(all).sorted().toArray()[rounds / 2] / 1e3)
        .toArray();
  }

  private Selection selection(Filter filter, int limit) {
    return new Selection(
        scene.plan.reads(), Optional.of(filter), List.of(), limit, Optional.empty());
  }

  /** What whoever uses JDBC writes: one statement, every cell by its type. */
  private List<Object[]> bareRows(String sql, Object value) throws SQLException {
    List<Object[]> read = new ArrayList<>();
    try (PreparedStatement statement = bare.prepareStatement(sql)) {
      statement.setObject(1, value);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Object[] cells = {
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getInt(5),
            row.getDouble(6),
            row.getBoolean(7),
            row.getInt(8),
            row.getObject(9, LocalDate.class).toString(),
            row.getString(10)
          };
          read.add(cells);
        }
      }
    }
    return read;
  }

  private void export() throws SQLException, IOException {
    long most = Math.min(EXPORTED, rows);
    var copied = new Copied(bare, scene);
    System.out.printf("%n| %d rows, each transformed and rendered | rows/s |%n|---|---|%n", most);
    for (int i = 0; i < 2; i++) {
      print("COPY … TO STDOUT through the same plan", most, copied.nanos(most, _ -> {}));
      print("pages of 1,000 through the source", most, paged(most));
    }
  }

  private static void print(String what, long most, long nanos) {
    System.out.printf(Locale.ROOT, "| %s | %.0f |%n", what, most / (nanos / 1e9));
  }

  private long paged(long most) {
    long began = System.nanoTime();
    long read = 0;
    Optional<Position> after = Optional.empty();
    while (read < most) {
      Page page =
          source.read(
              new Selection(scene.plan.reads(), Optional.empty(), List.of(), EXPORTED_PAGE, after));
      rendered(page);
      read += page.rows().size();
      after = Optional.of(new Position(List.of(page.rows().getLast().value(0))));
    }
    return System.nanoTime() - began;
  }

  private int rendered(Page page) {
    return scene.records(page).json(page.rows().size()).length;
  }
}
