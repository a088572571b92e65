package dev.entente.server.acceptance;

import dev.entente.server.running.TinyAlliance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The same over a table of a Trino cluster. */
@Tag("trino")
class HiddenTrinoTest extends HiddenValuesTest {
  private static Trino server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = Trino.in(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  TinyAlliance holding(TinyAlliance alliance, String rows) throws Exception {
    server.put(rows);
    if (!Files.readString(alliance.root.resolve("datasets/accounts.yaml")).contains("trino")) {
      alliance.change(
          "datasets/accounts.yaml", "{connector: files, path: data/accounts.csv}", server.source());
    }
    return alliance;
  }
}
