package dev.entente.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Sort;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A table with indexes is read through them: no page reads, or sorts, more than it shows. */
final class IndexedTableTest {
  private static final int ROWS = 200_000;
  private static final Things THINGS =
      new Things("public.indexed")
          .key("region", "id")
          .field("region", "string")
          .field("id", "integer")
          .field("score", "number")
          .field("rare", "string")
          .field("price", "decimal");

  @BeforeAll
  static void fill() {
    Server.execute(
        "CREATE TABLE indexed (region text COLLATE \"C\", id bigint, score float8 NOT NULL,"
            + " rare text COLLATE \"en-x-icu\", price numeric(12, 2), PRIMARY KEY (region, id))",
        "INSERT INTO indexed SELECT 'r' || i % 7, i, random(), 'rare ' || i / 5, i / 3.0"
            + " FROM generate_series(1, "
            + ROWS
            + ") i",
        "CREATE INDEX ON indexed (score, region, id)",
        "CREATE INDEX ON indexed (rare)",
        "CREATE INDEX ON indexed (price)",
        "ANALYZE indexed");
  }

  @Test
  void aPageFarInIsFoundByTheKey() throws Exception {
    seeks(Optional.empty(), List.of(), "r5", 150_000L);
  }

  @Test
  void anOrderUpIsTheIndexs() throws Exception {
    seeks(Optional.empty(), List.of(new Sort(new FieldName("score"), false)), 0.5, "r5", 7L);
  }

  @Test
  void anOrderDownFindsItsPlaceInTheIndex() throws Exception {
    var down = List.of(new Sort(new FieldName("score"), true));
    assertThat(rowsRead(Optional.empty(), down, Optional.of(new Position(List.of(0.5, "r5", 7L)))))
        .isLessThan(200);
  }

  @Test
  void filtersAreForTheIndexes() throws Exception {
    seeks(compare("rare", Operator.EQUAL, "rare 77"), List.of());
    seeks(compare("rare", Operator.IN, "rare 77", "rare 99", "none"), List.of());
    seeks(compare("score", Operator.LESS, 0.00005), List.of());
    seeks(compare("price", Operator.GREATER, new java.math.BigDecimal("66660")), List.of());
  }

  private static Optional<Filter> compare(String field, Operator operator, Object... values) {
    return Optional.of(new Comparison(new FieldName(field), operator, List.of(values)));
  }

  private static void seeks(Optional<Filter> filter, List<Sort> sort, Object... position)
      throws Exception {
    Optional<Position> after =
        position.length == 0 ? Optional.empty() : Optional.of(new Position(List.of(position)));
    assertThat(rowsRead(filter, sort, after)).as("%s by %s", filter, sort).isLessThan(100);
  }

  /** How many rows the server looks at for a page of twenty. */
  private static long rowsRead(Optional<Filter> filter, List<Sort> sort, Optional<Position> after)
      throws Exception {
    Location location = Location.read(THINGS.manifest().location(), Path.of("."));
    var fields = List.copyOf(THINGS.manifest().dataset().held().keySet());
    long read = 0;
    try (var connection = Server.connect()) {
      var table =
          new PostgresTable(
              THINGS.manifest(), location, Relation.find(connection, location).orElseThrow());
      assertThat(table.isKeyUnique()).isTrue();
      PageQuery query = PageQuery.of(table, new Selection(fields, filter, sort, 20, after));
      try (var explain =
          connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF) " + query.text())) {
        for (int i = 0; i < query.values().size(); i++) {
          if (query.values().get(i) instanceof PostgresDialect.Several several) {
            explain.setArray(i + 1, several.array(connection));
          } else {
            explain.setObject(i + 1, query.values().get(i));
          }
        }
        try (ResultSet line = explain.executeQuery()) {
          while (line.next()) {
            read += read(line.getString(1));
          }
        }
      }
    }
    return read;
  }

  private static long read(String line) {
    var actual = java.util.regex.Pattern.compile("actual rows=([0-9]+)").matcher(line);
    var removed = java.util.regex.Pattern.compile("Removed by Filter: ([0-9]+)").matcher(line);
    return (line.contains("Scan") && actual.find() ? Long.parseLong(actual.group(1)) : 0)
        + (removed.find() ? Long.parseLong(removed.group(1)) : 0);
  }

  /** Asked often enough for a plan to be kept, which would be the one for a frequent value. */
  @Test
  void aValueThatNoRowHasIsNotLookedForInAllOfThem() throws Exception {
    Server.execute(
        "CREATE TABLE skewed AS SELECT i AS id, 'kind ' || i % 20 AS kind"
            + " FROM generate_series(1, 1000000) i",
        "ALTER TABLE skewed ADD PRIMARY KEY (id)",
        "CREATE INDEX ON skewed (kind)",
        "ANALYZE skewed");
    var skewed = new Things("public.skewed").field("id", "integer").field("kind", "string");
    try (Source source = skewed.open()) {
      for (int i = 0; i < 200; i++) {
        source.read(skewed.where("kind", Operator.EQUAL, "kind " + i % 20));
      }
      long began = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertThat(source.read(skewed.where("kind", Operator.EQUAL, "none " + i)).rows()).isEmpty();
      }
      assertThat((System.nanoTime() - began) / 20).isLessThan(20_000_000L);
    }
  }

  @Test
  void aKeyWithoutAnIndexInItsOrderIsTold() {
    try (var connection = Server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE unordered (id text COLLATE \"en-x-icu\" PRIMARY KEY);"
              + " INSERT INTO unordered SELECT i::text FROM generate_series(1, 20000) i;"
              + " ANALYZE unordered");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    var unordered = new Things("public.unordered").field("id", "string");
    unordered.open().close();
    assertThat(unordered.findings)
        .containsExactly(
            "no index has the order of the key, so each page sorts the table;"
                + " CREATE INDEX ON \"public\".\"unordered\" (\"id\" COLLATE \"C\")");
    Server.execute("CREATE INDEX ON \"public\".\"unordered\" (\"id\" COLLATE \"C\")");
    unordered.findings.clear();
    unordered.open().close();
    assertThat(unordered.findings).isEmpty();
  }
}
