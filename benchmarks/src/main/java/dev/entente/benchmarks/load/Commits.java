package dev.entente.benchmarks.load;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How often the ledger has committed: every commit with a request in it writes one row of spent
 * nonces, counted from 1. Read beside the gateway.
 */
record Commits(Path directory) {
  long count() throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("state").resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(id) FROM spent")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
