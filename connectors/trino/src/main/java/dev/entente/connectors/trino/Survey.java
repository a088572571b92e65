package dev.entente.connectors.trino;

import dev.entente.connectors.sql.Dialect;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Source;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A first look at some rows of a table, for what a person should know before a partner meets it.
 */
record Survey(Connection connection, TrinoTable table, Opening opening) {
  private static final int ROWS = 100_000;

  /** One thing to be counted, and how it is told. */
  private record Count(String condition, String one, String many) {
    String told(long count) {
      return count + (count == 1 ? one : many);
    }
  }

  void tell() throws SQLException {
    List<Count> counts = new ArrayList<>();
    table.columns().forEach(column -> untidy(column).ifPresent(counts::add));
    keys(counts);
    if (!counts.isEmpty()) {
      tell(counts);
    }
    tellRepeated();
  }

  private static Optional<Count> untidy(TrinoColumn column) {
    String rest = column.type() + " and shown as empty";
    return column
        .tidy()
        .map(
            tidy ->
                new Count(
                    "NOT " + tidy(tidy),
                    " cell of `" + column.field() + "` is no " + rest,
                    " cells of `" + column.field() + "` are no " + rest));
  }

  private static String tidy(String condition) {
    return "(" + condition + ")";
  }

  private void keys(List<Count> counts) {
    String none =
        table.key().stream()
            .map(column -> Dialect.quoted(column.attribute().name()) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    counts.add(
        new Count(none, " row without a key is left out", " rows without a key are left out"));
    String longer =
        table.key().stream()
            .flatMap(column -> TrinoTable.lengthOf(column).stream())
            .map(length -> "NOT " + tidy(length))
            .collect(Collectors.joining(" OR "));
    if (!longer.isEmpty()) {
      String rest = " a key of more than " + Source.LONGEST_KEY + " characters ";
      counts.add(
          new Count(
              longer, " row with" + rest + "is left out", " rows with" + rest + "are left out"));
    }
  }

  private void tell(List<Count> counts) throws SQLException {
    String all =
        counts.stream()
            .map(count -> "count_if(" + count.condition() + ")")
            .collect(Collectors.joining(", "));
    String columns =
        table.columns().stream()
            .map(column -> Dialect.quoted(column.attribute().name()))
            .distinct()
            .collect(Collectors.joining(", "));
    String text =
        "SELECT " + all + ", count(*) FROM (SELECT " + columns + " FROM " + first() + ") AS looked";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      row.next();
      String where = row.getLong(counts.size() + 1) < ROWS ? "" : "of " + ROWS + " rows, ";
      for (int i = 0; i < counts.size(); i++) {
        if (row.getLong(i + 1) > 0) {
          opening.finding(where + counts.get(i).told(row.getLong(i + 1)));
        }
      }
    }
  }

  private String first() {
    return table.from() + " LIMIT " + ROWS;
  }

  private void tellRepeated() throws SQLException {
    String key =
        table.key().stream()
            .map(column -> Dialect.quoted(column.attribute().name()))
            .collect(Collectors.joining(", "));
    String text =
        "SELECT count(*) FROM (SELECT 1 FROM (SELECT %1$s FROM %2$s) AS looked WHERE %3$s GROUP BY %1$s HAVING count(*) > 1) AS repeated"
            .formatted(key, first(), String.join(" AND ", table.conditions()));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(text)) {
      row.next();
      long repeated = row.getLong(1);
      if (repeated > 0) {
        opening.finding(
            repeated
                + (repeated == 1 ? " key stands in several rows" : " keys stand in several rows")
                + "; a page with two rows of one key is refused");
      }
    }
  }
}
