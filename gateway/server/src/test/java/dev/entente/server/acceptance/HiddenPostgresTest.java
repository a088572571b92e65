package dev.entente.server.acceptance;

import dev.entente.server.running.TinyAlliance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same over a table of a PostgreSQL database. */
class HiddenPostgresTest extends HiddenValuesTest {
  private static Postgres server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = Postgres.in(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  TinyAlliance holding(TinyAlliance alliance, String rows) throws Exception {
    var accounts = new PostgresAccounts(server);
    accounts.put(rows);
    if (!Files.readString(alliance.root.resolve("datasets/accounts.yaml")).contains("postgres")) {
      accounts.serve(alliance);
    }
    return alliance;
  }
}
