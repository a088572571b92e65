package dev.entente.server.backup;

import dev.entente.trustledger.store.Database;
import java.util.Arrays;
import java.util.Optional;

/** The lines by which PostgreSQL's own tools dump a log and bring it back. */
public final class DatabaseTools {
  private static final String SCHEMA = "currentSchema=";

  private DatabaseTools() {}

  /** Dumps it; the password is asked for, or comes from where the tools look for it. */
  public static String dump(Database database, String file) {
    return "pg_dump --format=custom%s --file='%s' '%s'"
        .formatted(
            schema(database).map(name -> " --schema='" + name + "'").orElse(""),
            file,
            place(database));
  }

  /** Restores it, all or nothing, where no such tables stand. */
  public static String restore(Database database, String file) {
    return "pg_restore --exit-on-error --single-transaction --dbname='%s' '%s'"
        .formatted(place(database), file);
  }

  private static String place(Database database) {
    String url = database.toString().substring("jdbc:".length());
    return database.user().map(user -> url + "?user=" + user).orElse(url);
  }

  private static Optional<String> schema(Database database) {
    int parameters = database.url().indexOf('?');
    return parameters < 0
        ? Optional.empty()
        : Arrays.stream(database.url().substring(parameters + 1).split("&", -1))
            .filter(it -> it.startsWith(SCHEMA))
            .map(it -> it.substring(SCHEMA.length()))
            .findFirst();
  }
}
