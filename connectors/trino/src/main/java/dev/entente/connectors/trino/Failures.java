package dev.entente.connectors.trino;

import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Trino refuses, in words for the log: its name of the error, and the query's id by which its
 * operators find the rest. Its own words are left out, since those about values, such as of a
 * view's failing cast, show a cell.
 */
final class Failures {
  private static final int TOO_LONG = 131_075;
  private static final int INTERNAL = 65_536;
  private static final int RESOURCES = 2 * INTERNAL;
  private static final int EXTERNAL = 0x100_0000;

  /** Those that an operator of a gateway can do something about. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(3, "USER_CANCELED"),
          Map.entry(4, "PERMISSION_DENIED"),
          Map.entry(7, "INVALID_FUNCTION_ARGUMENT"),
          Map.entry(8, "DIVISION_BY_ZERO"),
          Map.entry(9, "INVALID_CAST_ARGUMENT"),
          Map.entry(11, "INVALID_VIEW"),
          Map.entry(14, "INVALID_SESSION_PROPERTY"),
          Map.entry(31, "QUERY_REJECTED"),
          Map.entry(35, "QUERY_TEXT_TOO_LARGE"),
          Map.entry(38, "ADMINISTRATIVELY_KILLED"),
          Map.entry(44, "CATALOG_NOT_FOUND"),
          Map.entry(45, "SCHEMA_NOT_FOUND"),
          Map.entry(46, "TABLE_NOT_FOUND"),
          Map.entry(47, "COLUMN_NOT_FOUND"),
          Map.entry(58, "TYPE_MISMATCH"),
          Map.entry(81, "VIEW_IS_STALE"),
          Map.entry(125, "CATALOG_UNAVAILABLE"),
          Map.entry(65_541, "NO_NODES_AVAILABLE"),
          Map.entry(65_545, "SERVER_SHUTTING_DOWN"),
          Map.entry(65_548, "SERVER_STARTING_UP"),
          Map.entry(131_073, "EXCEEDED_GLOBAL_MEMORY_LIMIT"),
          Map.entry(131_074, "QUERY_QUEUE_FULL"),
          Map.entry(TOO_LONG, "EXCEEDED_TIME_LIMIT"),
          Map.entry(131_076, "CLUSTER_OUT_OF_MEMORY"),
          Map.entry(131_079, "EXCEEDED_LOCAL_MEMORY_LIMIT"));

  private static final Pattern QUERY = Pattern.compile("^Query failed \\(#([0-9a-z_]{1,60})\\)");

  private Failures() {}

  static Unavailable of(String dataset, SQLException e) {
    Matcher query = QUERY.matcher(String.valueOf(e.getMessage()));
    String what =
        query.find()
            ? "Trino says %s of query %s%s".formatted(name(e), query.group(1), cure(e))
            : "Trino cannot be spoken to: " + reason(e);
    return Unavailable.source("dataset `" + dataset + "` cannot be read: " + what, null);
  }

  /** Whether no such table is there, or the user may not see its catalog. */
  static boolean saysThereIsNone(SQLException e) {
    return e.getErrorCode() >= 44 && e.getErrorCode() <= 46;
  }

  static boolean saysItTookTooLong(SQLException e) {
    return e.getErrorCode() == TOO_LONG;
  }

  private static String name(SQLException e) {
    int code = e.getErrorCode();
    String kind =
        code < INTERNAL
            ? "a user's error "
            : code < RESOURCES
                ? "an internal error "
                : code < EXTERNAL ? "a lack of resources " : "a connector's error ";
    return NAMES.getOrDefault(code, kind + code);
  }

  private static String cure(SQLException e) {
    return switch (e.getErrorCode()) {
      case 4 -> "; give a `user` who may read the columns that the manifest names";
      case 44, 45, 46, 47 -> "; `entente check` says what the manifest names and the source has";
      case TOO_LONG ->
          "; `limits: {seconds: …}` gives it longer, a narrower table makes it quicker";
      default -> "";
    };
  }

  /** The kind of what lies at the bottom; the words may be those of whoever answered. */
  private static String reason(SQLException e) {
    Throwable io = e;
    while (io.getCause() != null && !(io instanceof IOException)) {
      io = io.getCause();
    }
    return io.getClass().getSimpleName()
        + (io instanceof SocketException || io instanceof UnknownHostException
            ? ""
            : "; see that `url`, `user` and `password-file` are those of a Trino");
  }
}
