package dev.entente.connectors.files;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Parquet file, each of its values written as text so that all kinds of file are read by the same
 * rules. Only the columns asked for are read.
 */
final class ParquetFile {
  private static final int BETWEEN_PROGRESS = 20_000;

  private ParquetFile() {}

  /** Reads by a connection that may open the file; places are rows. */
  static void read(
      SourceFile file, Connection connection, List<Column> columns, Wanted wanted, Intake intake)
      throws SQLException {
    String table = table(file);
    Map<String, String> types = describe(file, connection, table);
    int[] places = wanted.in(List.copyOf(types.keySet()));
    List<String> names = List.copyOf(types.keySet());
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] == Wanted.ELSEWHERE) {
        cells.addAll(List.of("NULL", "false"));
        continue;
      }
      String name = names.get(places[i]);
      String type = String.valueOf(types.get(name));
      String column = Dialect.quoted(name);
      cells.add(isText(type) ? text(column, type, columns.get(i).type()) : "NULL");
      cells.add(isText(type) ? "false" : column + " IS NOT NULL");
    }
    long total = count(connection, table);
    take(connection, "SELECT " + String.join(", ", cells) + " FROM " + table, total, intake);
  }

  static String table(SourceFile file) {
    return "read_parquet(" + Store.quoted(file.real().toString()) + ", hive_partitioning = false)";
  }

  private static void take(Connection connection, String select, long total, Intake intake)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select);
        ResultSet rows = statement.executeQuery()) {
      int cells = rows.getMetaData().getColumnCount();
      long row = 0;
      while (rows.next()) {
        row++;
        for (int cell = 1; cell <= cells; cell += 2) {
          String text = rows.getString(cell);
          if (text != null) {
            intake.text(cell / 2, text);
          } else if (rows.getBoolean(cell + 1)) {
            intake.odd(cell / 2, "nested or binary");
          }
        }
        intake.end(row);
        if (row % BETWEEN_PROGRESS == 0) {
          intake.progress(row, total, "rows");
        }
      }
      intake.progress(total, total, "rows");
    }
  }

  /** The columns and their types, in order. */
  static Map<String, String> describe(SourceFile file, Connection connection, String table) {
    Map<String, String> types = new LinkedHashMap<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
      while (rows.next()) {
        types.put(rows.getString(1), rows.getString(2));
      }
      return types;
    } catch (SQLException e) {
      throw file.malformed("is no Parquet file that can be read");
    }
  }

  static long count(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static boolean isText(String type) {
    return !type.equals("BLOB")
        && !type.equals("INTERVAL")
        && !type.equals("VARIANT")
        && !type.equals("GEOMETRY")
        && !type.startsWith("STRUCT(")
        && !type.startsWith("MAP(")
        && !type.startsWith("UNION(")
        && !type.endsWith("]");
  }

  /** How the value is written: whole doubles as integers where those are wanted, moments in UTC. */
  static String text(String column, String type, FieldType wanted) {
    if (type.equals("TIMESTAMP WITH TIME ZONE")) {
      return "strftime(make_timestamp(epoch_us(" + column + ")), '%Y-%m-%dT%H:%M:%S.%fZ')";
    }
    boolean floating = type.equals("DOUBLE") || type.equals("FLOAT");
    if (floating && wanted == FieldType.INTEGER) {
      return "CASE WHEN "
          + column
          + " = trunc("
          + column
          + ") THEN coalesce(CAST(TRY_CAST("
          + column
          + " AS BIGINT) AS VARCHAR), CAST("
          + column
          + " AS VARCHAR)) ELSE CAST("
          + column
          + " AS VARCHAR) END";
    }
    return "CAST(" + column + " AS VARCHAR)";
  }
}
