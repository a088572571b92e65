package dev.entente.connectors.postgres;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import dev.entente.connectors.sql.TableSample;
import dev.entente.json.Doc;
import dev.entente.source.Sample;
import dev.entente.source.Sampler;
import dev.entente.source.Sampling;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at a table or view: its columns as the catalog has them, the primary key, and rows. Those
 * of a large table are of pages that the server chooses, the same each time.
 */
public final class PostgresSampler implements Sampler {
  private static final int MOST_TABLES = 200;
  private static final String CANCELLED = "57014";

  private static final String TABLES =
      """
      SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND NOT c.relispartition
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
      ORDER BY 1, 2 LIMIT
      """;

  private static final String ABOUT =
      """
      SELECT c.reltuples::int8, c.relkind IN ('r', 'm') FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ?
      """;

  private static final String READABLE =
      """
      SELECT a.attname FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
        AND has_column_privilege(c.oid, a.attnum, 'SELECT')
      """;

  private static final String KEY =
      """
      SELECT a.attname FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS k(place, n)
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.place
      WHERE n.nspname = ? AND c.relname = ? AND i.indisprimary ORDER BY k.n
      """;

  /** The order in which a column's own type is preferred. */
  private static final List<FieldType> TYPES =
      List.of(
          FieldType.STRING,
          FieldType.INTEGER,
          FieldType.DECIMAL,
          FieldType.NUMBER,
          FieldType.BOOLEAN,
          FieldType.DATE,
          FieldType.TIMESTAMP);

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public List<String> choices(Doc location, Path directory) {
    if (location.find("table").isPresent()) {
      return List.of();
    }
    List<String> tables = new ArrayList<>();
    try (Connection connection = Database.connect(Location.server(location, directory));
        PreparedStatement statement = connection.prepareStatement(TABLES + MOST_TABLES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        tables.add(row.getString(1) + "." + row.getString(2));
      }
    } catch (SQLException e) {
      throw Failures.of("of this database", e);
    }
    if (tables.isEmpty()) {
      throw location.at("url").malformed("the database has no table that this user may read");
    }
    return tables;
  }

  @Override
  public Sample sample(Doc location, Path directory, Path scratch) {
    Location place = Location.read(location, directory);
    try (Connection connection = Database.connect(place)) {
      Relation relation =
          Relation.find(connection, place)
              .orElseThrow(
                  () -> location.at("table").malformed("the database has no such table or view"));
      var sampling = new Sampling();
      List<String> readable = names(connection, READABLE, place);
      List<Relation.Attribute> taken =
          relation.attributes().values().stream()
              .filter(column -> take(column, readable, sampling))
              .toList();
      About about = About.of(connection, place);
      rows(connection, place, taken, about, sampling);
      return sampling.sample(names(connection, KEY, place), about.total());
    } catch (SQLException e) {
      throw Failures.of(place.table(), e);
    }
  }

  /** Whether its cells can be looked at. */
  private static boolean take(Relation.Attribute column, List<String> readable, Sampling sampling) {
    Optional<FieldType> type =
        TYPES.stream().filter(it -> Shape.of(it, column).isPresent()).findFirst();
    sampling.column(column.name(), column.type(), type.orElse(null));
    if (type.isEmpty()) {
      sampling.obstacle(
          column.name(), "no field is of its type " + column.type() + "; a view can cast it");
    }
    if (!readable.contains(column.name())) {
      sampling.obstacle(column.name(), "this user may not read it");
    }
    return type.isPresent() && readable.contains(column.name());
  }

  /** What takes too long to be looked at, such as a view, is known by its columns alone. */
  private static void rows(
      Connection connection,
      Location place,
      List<Relation.Attribute> columns,
      About about,
      Sampling sampling)
      throws SQLException {
    if (columns.isEmpty()) {
      sampling.goesOn();
      return;
    }
    try {
      new TableSample(
              place.quoted() + about.part(),
              columns.stream().map(it -> new TableSample.Cell(it.name(), written(it))).toList())
          .take(connection, sampling);
      if (!about.part().isEmpty()) {
        sampling.goesOn();
      }
    } catch (SQLException e) {
      if (!CANCELLED.equals(e.getSQLState())) {
        throw e;
      }
      sampling.goesOn();
    }
  }

  /** As text that the house's own types are written in. */
  private static String written(Relation.Attribute column) {
    String name = Dialect.quoted(column.name());
    String text =
        column.isOf("timestamptz")
            ? "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(name)
            : name + "::text";
    return "left(%s, %d)".formatted(text, Sampling.LONGEST);
  }

  private static List<String> names(Connection connection, String query, Location place)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, place.schema());
      statement.setString(2, place.table());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  /**
   * How large the table is.
   *
   * @param total as the server estimated last
   * @param part what takes a part of it, if it is large
   */
  private record About(OptionalLong total, String part) {
    private static final int SPARE = 2;
    private static final double WHOLE = 100;

    static About of(Connection connection, Location place) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(ABOUT)) {
        statement.setString(1, place.schema());
        statement.setString(2, place.table());
        try (ResultSet row = statement.executeQuery()) {
          return row.next() && row.getLong(1) >= 0 && row.getBoolean(2)
              ? new About(OptionalLong.of(row.getLong(1)), part(row.getLong(1)))
              : new About(OptionalLong.empty(), "");
        }
      }
    }

    private static String part(long total) {
      double share = WHOLE * SPARE * Sampling.MOST_ROWS / Math.max(1, total);
      return share >= WHOLE / SPARE ? "" : " TABLESAMPLE SYSTEM (" + share + ") REPEATABLE (1)";
    }
  }
}
