package dev.entente.connectors.trino;

import dev.entente.connectors.sql.Dialect;
import dev.entente.json.Doc;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a table is, as a manifest says it.
 *
 * @param origin such as {@code trino.example:8443}
 * @param table the names of the catalog, the schema and the table
 */
record Location(
    String origin,
    Map<String, String> options,
    String user,
    Optional<String> password,
    List<String> table) {
  private static final String JDBC = "jdbc:";
  private static final String FORM = "a cluster is named as jdbc:trino://HOST:PORT/CATALOG/SCHEMA";
  private static final String SSL = "SSL";
  private static final List<String> YES_OR_NO = List.of("true", "false");

  /** Other options of the driver read files, open a browser, load classes or name another host. */
  private static final List<String> OPTIONS = List.of(SSL, "SSLUseSystemTrustStore");

  private static final int LARGEST_PORT = 65_535;
  private static final int NAMES = 3;
  private static final long LARGEST_PASSWORD = 1_000;

  Location {
    options = Map.copyOf(options);
    table = List.copyOf(table);
  }

  /**
   * @throws dev.entente.json.Malformed if it is not one
   */
  static Location read(Doc source, Path directory) {
    source.only("connector", "url", "table", "user", "password-file");
    Doc url = source.at("url");
    URI uri = uri(url);
    Map<String, String> options = options(url, uri);
    Optional<String> password = source.find("password-file").map(file -> password(file, directory));
    if (password.isPresent() && !isSecure(options)) {
      throw url.malformed("a password is sent over TLS alone; say ?SSL=true in the url");
    }
    return new Location(
        uri.getHost() + ":" + uri.getPort(),
        options,
        user(source.at("user")),
        password,
        table(source.at("table"), names(url, uri)));
  }

  /** The URL is not repeated: it may hold what is secret. */
  private static URI uri(Doc url) {
    try {
      String text = url.text();
      URI uri = URI.create(text.startsWith(JDBC) ? text.substring(JDBC.length()) : "");
      boolean isCluster =
          "trino".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getPort() > 0
              && uri.getPort() <= LARGEST_PORT;
      if (isCluster && uri.getUserInfo() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw url.malformed(FORM);
    }
    throw url.malformed(FORM);
  }

  private static Map<String, String> options(Doc url, URI uri) {
    Map<String, String> options = new LinkedHashMap<>();
    if (uri.getRawQuery() != null) {
      for (String option : uri.getRawQuery().split("&", -1)) {
        String[] parts = option.split("=", 2);
        if (!OPTIONS.contains(parts[0])
            || parts.length < 2
            || !YES_OR_NO.contains(parts[1])
            || options.put(parts[0], parts[1]) != null) {
          throw url.malformed(
              "the url may say, once each and as true or false: " + String.join(", ", OPTIONS));
        }
      }
    }
    return options;
  }

  private static boolean isSecure(Map<String, String> options) {
    return "true".equals(options.get(SSL));
  }

  /** The names after the host, of a catalog and a schema at most. */
  private static List<String> names(Doc url, URI uri) {
    if (uri.getPath().isEmpty() || uri.getPath().equals("/")) {
      return List.of();
    }
    List<String> names = List.of(uri.getPath().substring(1).split("/", -1));
    if (names.size() >= NAMES || names.contains("")) {
      throw url.malformed(FORM);
    }
    return names;
  }

  private static String user(Doc user) {
    if (user.text().isBlank() || !user.text().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw user.malformed("Trino knows its users by names of visible ASCII characters");
    }
    return user.text();
  }

  private static List<String> table(Doc table, List<String> before) {
    List<String> said = List.of(table.text().split("\\.", -1));
    List<String> names =
        new ArrayList<>(
            before.subList(0, Math.min(before.size(), Math.max(0, NAMES - said.size()))));
    names.addAll(said);
    if (names.size() != NAMES || said.contains("")) {
      throw table.malformed(
          "a table or view is named with its catalog and schema, as in `hive.sales.accounts`,"
              + " as far as the url does not name them");
    }
    return names;
  }

  private static String password(Doc file, Path directory) {
    try {
      Path path = directory.resolve(file.text());
      if (Files.size(path) > LARGEST_PASSWORD) {
        throw new IOException("too large for a password");
      }
      return Files.readString(path).strip();
    } catch (IOException | IllegalArgumentException e) {
      throw file.malformed(
          "there is no readable file with a password; paths are relative to the alliance"
              + " directory");
    }
  }

  /** For the driver, with nothing of the manifest in it but the address. */
  String url() {
    return "jdbc:trino://" + origin;
  }

  /** The one address that may be spoken to. */
  URI server() {
    return URI.create((isSecure(options) ? "https://" : "http://") + origin);
  }

  /** The table's name, quoted. */
  String quoted() {
    return table.stream().map(Dialect::quoted).collect(Collectors.joining("."));
  }
}
