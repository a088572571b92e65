package dev.entente.connectors.postgres;

import dev.entente.problem.Unavailable;
import java.sql.SQLException;
import java.util.Set;

/**
 * What the database refuses, in words for the log. Its own words are taken only where they name
 * tables and roles; those about values, such as of a view's failing cast, might show a cell.
 */
final class Failures {
  /** Connections, sign-in, the database, names and rights, its resources, its operator. */
  private static final Set<String> QUOTABLE = Set.of("08", "28", "3D", "3F", "42", "53", "57");

  private Failures() {}

  static Unavailable of(String dataset, SQLException failure) {
    SQLException e = root(failure);
    String state = String.valueOf(e.getSQLState());
    String words =
        QUOTABLE.stream().anyMatch(state::startsWith)
            ? ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
            : "";
    return Unavailable.source(
        "dataset `%s` cannot be read, SQLSTATE %s%s%s"
            .formatted(dataset, state, words, cure(state)),
        null);
  }

  /** The pool wraps what the driver said. */
  private static SQLException root(SQLException e) {
    return e.getCause() instanceof SQLException cause ? root(cause) : e;
  }

  private static String cure(String state) {
    return switch (state) {
      case "28000", "28P01" -> "; give `user` and `password-file` of one who may read the table";
      case "42501" -> "; GRANT SELECT on the columns that the manifest names";
      case "42703", "42P01" -> "; `entente check` says what the manifest names and the source has";
      case "57014" -> "; it took too long: an index on what is filtered and sorted by may help";
      default -> "";
    };
  }
}
