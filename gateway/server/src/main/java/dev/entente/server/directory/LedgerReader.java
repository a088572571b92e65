package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.trustledger.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads where the ledger is kept. */
record LedgerReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final String URL = "jdbc:postgresql:";
  private static final int LARGEST_PASSWORD = 1_000;

  /** The database; empty if it is kept in {@code state}, or something is wrong. */
  Optional<Database> read(Doc ledger) {
    Optional<String> store = mistakes.text(file, ledger, "store").filter(_ -> isBuilt(ledger));
    if (store.isEmpty()) {
      mistakes.missing(file, ledger, "store");
      return Optional.empty();
    }
    if (store.get().equals("sqlite")) {
      mistakes.unknown(file, ledger, "store");
      return Optional.empty();
    }
    mistakes.unknown(file, ledger, "store", "url", "user", "password-file");
    if (ledger.find("url").isEmpty()) {
      mistakes.add(
          file, ledger, "`url` is missing, such as `url: jdbc:postgresql://db.example/halden`");
      return Optional.empty();
    }
    var user = mistakes.text(file, ledger, "user");
    var password = ledger.find("password-file").flatMap(this::password);
    return mistakes
        .attempt(file, ledger.at("url"), () -> ledger.at("url").as(LedgerReader::url))
        .map(url -> new Database(url, user, password));
  }

  private boolean isBuilt(Doc ledger) {
    return mistakes
        .attempt(
            file,
            ledger.at("store"),
            () ->
                mistakes.built(
                    file, ledger.at("store"), "ledger: store", List.of("sqlite", "postgres")))
        .orElse(false);
  }

  private static String url(String text) {
    if (!text.startsWith(URL)) {
      throw new IllegalArgumentException(
          "a database is named as jdbc:postgresql://HOST/DATABASE, not `" + text + "`");
    }
    return text;
  }

  private Optional<String> password(Doc place) {
    return mistakes
        .attempt(file, place, place::text)
        .flatMap(
            name -> {
              Path path = root.resolve(name);
              try {
                return Optional.of(read(path));
              } catch (IOException e) {
                mistakes.add(
                    file,
                    place,
                    "there is no readable file `%s` with a password; paths are relative to the alliance directory"
                        .formatted(name));
                return Optional.empty();
              }
            });
  }

  private static String read(Path path) throws IOException {
    if (Files.size(path) > LARGEST_PASSWORD) {
      throw new IOException("too large for a password");
    }
    return Files.readString(path).strip();
  }
}
