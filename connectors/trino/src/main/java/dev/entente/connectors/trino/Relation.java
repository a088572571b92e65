package dev.entente.connectors.trino;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of a table or view, by their names in small letters: Trino tells no others apart. */
record Relation(Map<String, Attribute> attributes) {
  private static final Pattern TYPE =
      Pattern.compile("([a-z]+)(?:\\(([0-9]+)(?:, ?([0-9]+))?\\))?( with time zone)?");

  /**
   * A column.
   *
   * @param type as Trino writes it, such as {@code decimal(12,2)}
   * @param base without its numbers
   * @param size the length, the precision, or the digits of a second; −1 if there is none
   */
  record Attribute(String name, String type, String base, int size, int scale) {
    static Attribute of(String name, String type) {
      Matcher parts = TYPE.matcher(type);
      return parts.matches()
          ? new Attribute(
              name,
              type,
              parts.group(1) + (parts.group(4) == null ? "" : parts.group(4)),
              number(parts.group(2)),
              number(parts.group(3)))
          : new Attribute(name, type, type, -1, -1);
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
      return digits == null ? -1 : Integer.parseInt(digits);
    }

    boolean isOf(String wanted) {
      return base.equals(wanted);
    }
  }

  Relation {
    attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Looks it up; empty if there is none. */
  static Optional<Relation> find(Connection connection, Location location) throws SQLException {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW COLUMNS FROM " + location.quoted())) {
      while (row.next()) {
        String name = row.getString(1).toLowerCase(Locale.ROOT);
        attributes.put(name, Attribute.of(name, row.getString(2)));
      }
      return Optional.of(new Relation(attributes));
    } catch (SQLException e) {
      if (Failures.saysThereIsNone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<Attribute> attribute(String name) {
    return Optional.ofNullable(attributes.get(name.toLowerCase(Locale.ROOT)));
  }
}
