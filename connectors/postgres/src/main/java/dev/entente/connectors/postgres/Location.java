package dev.entente.connectors.postgres;

import dev.entente.connectors.sql.Dialect;
import dev.entente.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a table is, as a manifest says it.
 *
 * @param password empty where the URL, {@code ~/.pgpass} or the server's trust do
 */
record Location(
    String url, Optional<String> user, Optional<String> password, String schema, String table) {
  private static final String SCHEME = "jdbc:postgresql:";

  /** Parameters by which the driver would load a class that the URL names, or write a log. */
  private static final Pattern CODE =
      Pattern.compile(
          "[?&](socketFactory|socketFactoryArg|sslfactory|sslfactoryarg|sslhostnameverifier"
              + "|sslpasswordcallback|authenticationPluginClassName|xmlFactoryFactory|loggerFile"
              + "|loggerLevel)=",
          Pattern.CASE_INSENSITIVE);

  private static final long LARGEST_PASSWORD = 1_000;
  private static final String SECONDS_TO_CONNECT = "5";
  private static final String SECONDS_FOR_AN_ANSWER = "12";
  private static final String SECONDS_TO_CANCEL = "2";

  /**
   * @throws dev.entente.json.Malformed if it is not one
   */
  static Location read(Doc source, Path directory) {
    Doc table = source.at("table");
    int dot = table.text().indexOf('.');
    if (dot < 1 || dot == table.text().length() - 1 || table.text().indexOf(0) >= 0) {
      throw table.malformed("a table or view is named with its schema, as in `public.accounts`");
    }
    return at(source, directory, table.text().substring(0, dot), table.text().substring(dot + 1));
  }

  /** The server alone; its table has no name. */
  static Location server(Doc source, Path directory) {
    return at(source, directory, "", "");
  }

  private static Location at(Doc source, Path directory, String schema, String table) {
    source.only("connector", "url", "table", "user", "password", "password-file");
    if (source.find("password").isPresent() && source.find("password-file").isPresent()) {
      throw source.at("password").malformed("`password-file` is there too; leave one of them");
    }
    return new Location(
        url(source.at("url")),
        source.find("user").map(Doc::text),
        source
            .find("password")
            .map(Doc::text)
            .or(() -> source.find("password-file").map(file -> password(file, directory))),
        schema,
        table);
  }

  /** The URL is not repeated: it may hold a password. */
  private static String url(Doc url) {
    if (!url.text().startsWith(SCHEME)) {
      throw url.malformed("a database is named as jdbc:postgresql://HOST/DATABASE");
    }
    if (CODE.matcher(url.text()).find()) {
      throw url.malformed("a parameter that names code or a file of the driver's own is not taken");
    }
    return url.text();
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
          "there is no readable file with a password; paths are relative to the alliance directory");
    }
  }

  /** The table's name, quoted. */
  String quoted() {
    return Dialect.quoted(schema) + "." + Dialect.quoted(table);
  }

  /** The driver's settings. What the server says of an error's data is not asked for. */
  Properties properties() {
    var properties = new Properties();
    user.ifPresent(it -> properties.setProperty("user", it));
    password.ifPresent(it -> properties.setProperty("password", it));
    properties.setProperty("ApplicationName", "entente");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_FOR_AN_ANSWER);
    properties.setProperty("cancelSignalTimeout", SECONDS_TO_CANCEL);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }
}
