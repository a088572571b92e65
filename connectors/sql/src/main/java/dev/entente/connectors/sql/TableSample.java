package dev.entente.connectors.sql;

import dev.entente.source.Sampling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The first rows of a table, each cell as text.
 *
 * @param from the table, its name quoted, with what takes a part of it
 */
public record TableSample(String from, List<Cell> cells) {
  private static final int FETCHED = 1_000;

  public TableSample {
    cells = List.copyOf(cells);
  }

  /**
   * A column to look at.
   *
   * @param name the column's own
   * @param written the expression that gives its cell as text, with the name quoted
   */
  public record Cell(String name, String written) {}

  /** Takes rows until there are enough. */
  public void take(Connection connection, Sampling sampling) throws SQLException {
    String text =
        "SELECT %s FROM %s LIMIT %d"
            .formatted(
                cells.stream().map(Cell::written).collect(Collectors.joining(", ")),
                from,
                Sampling.MOST_ROWS + 1);
    connection.setAutoCommit(false); // so that rows come a thousand at a time
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet rows = statement.executeQuery(text)) {
        while (rows.next()) {
          if (sampling.isEnough()) {
            sampling.goesOn();
            return;
          }
          row(rows, sampling);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void row(ResultSet rows, Sampling sampling) throws SQLException {
    for (int i = 0; i < cells.size(); i++) {
      String cell = rows.getString(i + 1);
      if (cell != null) {
        sampling.cell(cells.get(i).name(), cell);
      }
    }
    sampling.end();
  }
}
