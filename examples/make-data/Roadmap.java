import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** Which panels Halden will bring, when, and to whom first: what a rival would pay for. */
final class Roadmap {
  private static final int ROWS = 160;
  private static final List<String> TECHNOLOGIES =
      List.of("LTPS LCD", "OLED", "MicroLED", "E-paper", "Oxide LCD");
  private static final List<String> STATES = List.of("idea", "sampling", "committed", "dropped");

  private Roadmap() {}

  static void write(Path file) throws java.io.IOException, SQLException {
    Files.deleteIfExists(file);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "CREATE TABLE roadmap (panel VARCHAR, technology VARCHAR, inches DECIMAL(4,1),"
              + " launch DATE, state VARCHAR, unit_cost DECIMAL(9,2))");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO roadmap VALUES (?, ?, ?, ?, ?, ?)")) {
        fill(insert);
      }
      statement.execute(
          "COPY roadmap TO '" + file + "' (FORMAT parquet, COMPRESSION snappy)");
    }
  }

  private static void fill(PreparedStatement insert) throws SQLException {
    var draw = new Draw(20_260_103);
    for (int n = 1; n <= ROWS; n++) {
      double inches = draw.between(13, 320) / 10.0;
      insert.setString(1, "HD-%03d".formatted(n));
      insert.setString(2, draw.one(TECHNOLOGIES));
      insert.setBigDecimal(3, decimal("%.1f", inches));
      insert.setObject(
          4, draw.once(6) ? null : LocalDate.of(2026, 10, 1).plusMonths(draw.between(0, 30)));
      insert.setString(5, draw.one(STATES));
      insert.setBigDecimal(6, draw.once(9) ? null : decimal("%.2f", 3 + inches * 4.3));
      insert.executeUpdate();
    }
  }

  private static java.math.BigDecimal decimal(String format, double value) {
    return new java.math.BigDecimal(String.format(Locale.ROOT, format, value));
  }
}
