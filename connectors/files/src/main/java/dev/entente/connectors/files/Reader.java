package dev.entente.connectors.files;

import dev.entente.catalog.FieldName;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.source.Page;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** One connection and the statements prepared on it, for one thread at a time. */
final class Reader implements AutoCloseable {
  private static final int MOST_STATEMENTS = 64;

  private final DuckDBConnection connection;
  private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

  Reader(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** The statement of this text: prepared now, if DuckDB closed an earlier one when it failed. */
  PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement != null && !statement.isClosed()) {
      return statement;
    }
    if (statements.size() >= MOST_STATEMENTS) {
      var eldest = statements.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    PreparedStatement fresh = connection.prepareStatement(sql);
    statements.put(sql, fresh);
    return fresh;
  }

  /** Runs the statement and takes the page out of its result. */
  static Page page(PreparedStatement statement, PageQuery query) throws SQLException {
    for (int i = 0; i < query.values().size(); i++) {
      statement.setObject(i + 1, query.values().get(i));
    }
    try (ResultSet result = statement.executeQuery()) {
      return query.page(result, Reader::isTidy);
    }
  }

  /** What is untidy became null when the file was converted. */
  private static void isTidy(FieldName field) {
    throw new IllegalStateException("`" + field + "` has a cell that is not of its type");
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }
}
