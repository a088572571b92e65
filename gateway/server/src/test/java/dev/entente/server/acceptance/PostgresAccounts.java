package dev.entente.server.acceptance;

import dev.entente.server.running.TinyAlliance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The rich alliance's accounts in a table of a real server. */
record PostgresAccounts(Postgres server) {
  private static final String TABLE =
      "CREATE TABLE accounts (ticker text PRIMARY KEY, sector text, employees int, founded int,"
          + " city text, revenue float8, margin numeric(6, 2), notes text)";

  /** Makes the alliance read the table. */
  void serve(TinyAlliance alliance) {
    alliance.change(
        "datasets/accounts.yaml",
        "{connector: files, path: data/accounts.csv}",
        "{connector: postgres, url: \"" + server.url() + "\", table: public.accounts}");
  }

  /** Makes the table anew of rows in CSV, whose first line is the header. */
  void put(String rows) {
    execute("DROP TABLE IF EXISTS accounts", TABLE);
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO accounts VALUES (?, ?, ?::int, ?::int, ?, ?::float8, ?::numeric, ?)")) {
      for (String row : rows.lines().skip(1).toList()) {
        List<String> cells = List.of(row.split(",", -1));
        for (int i = 0; i < cells.size(); i++) {
          insert.setString(i + 1, cells.get(i).isEmpty() ? null : cells.get(i));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.url());
  }
}
