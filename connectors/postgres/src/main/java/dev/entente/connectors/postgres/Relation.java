package dev.entente.connectors.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the database's catalog says of a table or view. It is asked with names as parameters.
 *
 * @param isTable not a view, nor a table elsewhere: something can keep its keys unique
 * @param unique the columns of each unique index over all rows
 */
record Relation(
    String encoding,
    boolean isTable,
    Map<String, Attribute> attributes,
    List<Set<Integer>> unique) {
  private static final int HEADER = 4;
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private static final String FIND =
      """
      SELECT c.oid, c.relkind IN ('r', 'p', 'm'), current_setting('server_encoding'),
        coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') || ' ' || d.datcollate
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_database d ON d.datname = current_database()
      WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'm', 'v', 'f')
      """;

  /** A domain is what it is made of. */
  private static final String COLUMNS =
      """
      WITH RECURSIVE typed (place, name, never_null, type, modifier, ordered) AS (
        SELECT attnum::int, attname::text, attnotnull, atttypid, atttypmod, attcollation
        FROM pg_catalog.pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
        UNION ALL
        SELECT place, name, never_null, typbasetype, typtypmod, ordered
        FROM typed JOIN pg_catalog.pg_type p ON p.oid = type WHERE typtype = 'd')
      SELECT place, name, never_null, p.typname::text, modifier,
        n.nspname = 'pg_catalog', p.typtype = 'e',
        coalesce(l.collisdeterministic, true), l.collname::text, l.collprovider::text
      FROM typed
      JOIN pg_catalog.pg_type p ON p.oid = type
      JOIN pg_catalog.pg_namespace n ON n.oid = p.typnamespace
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = ordered
      WHERE p.typtype <> 'd' ORDER BY place
      """;

  private static final String UNIQUE =
      """
      SELECT indkey::text, indnkeyatts FROM pg_catalog.pg_index
      WHERE indrelid = ? AND indisunique AND indisvalid AND indpred IS NULL AND indexprs IS NULL
      """;

  /**
   * A column.
   *
   * @param type its own name, of a domain that of what it is made of
   * @param modifier holds the length, or precision and scale; −1 if there is none
   */
  record Attribute(
      int place,
      String name,
      boolean isNeverNull,
      String type,
      int modifier,
      boolean isBuiltIn,
      boolean isLabel,
      boolean isDeterministic,
      boolean isByCodePoint) {
    boolean isOf(String builtIn) {
      return isBuiltIn && type.equals(builtIn);
    }

    /** Characters that a varchar may have. */
    int length() {
      return modifier < HEADER ? UNBOUNDED : modifier - HEADER;
    }

    /** Digits that a numeric may have; unbounded also if they may lie far from the point. */
    int precision() {
      return modifier < HEADER || scale() < 0 || scale() > Cell.MOST_DIGITS
          ? UNBOUNDED
          : ((modifier - HEADER) >> 16) & 0xffff;
    }

    /** Whether a numeric has no digits after the point. */
    boolean isWhole() {
      return modifier >= HEADER && scale() == 0;
    }

    private int scale() {
      return (((modifier - HEADER) & 0x7ff) ^ 0x400) - 0x400;
    }
  }

  /** Looks it up; empty if there is none, or its schema may not be seen. */
  static Optional<Relation> find(Connection connection, Location location) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, location.schema());
      find.setString(2, location.table());
      try (ResultSet row = find.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Relation(
                    row.getString(3),
                    row.getBoolean(2),
                    attributes(connection, row.getLong(1), row.getString(4)),
                    unique(connection, row.getLong(1))))
            : Optional.empty();
      }
    }
  }

  private static Map<String, Attribute> attributes(
      Connection connection, long table, String databaseOrder) throws SQLException {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    try (PreparedStatement columns = connection.prepareStatement(COLUMNS)) {
      columns.setLong(1, table);
      try (ResultSet row = columns.executeQuery()) {
        while (row.next()) {
          String provider = row.getString(10);
          String order = "d".equals(provider) ? databaseOrder : provider + " " + row.getString(9);
          attributes.put(
              row.getString(2),
              new Attribute(
                  row.getInt(1),
                  row.getString(2),
                  row.getBoolean(3),
                  row.getString(4),
                  row.getInt(5),
                  row.getBoolean(6),
                  row.getBoolean(7),
                  row.getBoolean(8),
                  isByCodePoint(order)));
        }
      }
    }
    return attributes;
  }

  /** The built-in provider orders by code point whatever its locale, the C library's in C alone. */
  private static boolean isByCodePoint(String order) {
    return order.startsWith("b ")
        || order.equals("c C")
        || order.equals("c POSIX")
        || order.equals("c ucs_basic");
  }

  private static List<Set<Integer>> unique(Connection connection, long table) throws SQLException {
    List<Set<Integer>> unique = new ArrayList<>();
    try (PreparedStatement indexes = connection.prepareStatement(UNIQUE)) {
      indexes.setLong(1, table);
      try (ResultSet row = indexes.executeQuery()) {
        while (row.next()) {
          String[] places = row.getString(1).split(" ", -1);
          Set<Integer> columns = new HashSet<>();
          for (int i = 0; i < row.getInt(2); i++) {
            columns.add(Integer.valueOf(places[i]));
          }
          unique.add(columns);
        }
      }
    }
    return unique;
  }

  /** Whether an index keeps these columns, or some of them, unique. */
  boolean isUnique(List<Attribute> columns) {
    Set<Integer> places = new HashSet<>();
    columns.forEach(column -> places.add(column.place()));
    return unique.stream().anyMatch(places::containsAll);
  }
}
