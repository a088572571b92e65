package dev.entente.server.recovery;

import static dev.entente.server.recovery.Restored.AGREEMENT;
import static dev.entente.server.recovery.Restored.QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.Wire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in PostgreSQL, whose database is put back to an older copy of its files. */
class DatabaseRecoveryTest {
  @TempDir private Path directory;
  private Path data;
  private EmbeddedPostgres server;
  private Restored halden;

  @BeforeEach
  void start() throws IOException {
    data = directory.resolve("database");
    server = database().start();
    halden = new Restored(directory);
    halden.alliance.change(
        "entente.yaml",
        "admin: ",
        "ledger: {store: postgres, url: \"%s\"}\nadmin: "
            .formatted(server.getJdbcUrl("postgres", "postgres")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private EmbeddedPostgres.Builder database() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  /** What is done to the database's files while it stands still. */
  private interface Work {
    void done() throws Exception;
  }

  private void standingStill(Work work) throws Exception {
    int port = server.getPort();
    server.close();
    work.done();
    server = database().setPort(port).start();
  }

  private static void copy(Path from, Path to) throws Exception {
    Process copied = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
    assertThat(copied.waitFor()).isZero();
  }

  private static double exposure(Caller orchard) {
    return orchard.get(AGREEMENT + "/standing").json().get("exposure").doubleValue();
  }

  @Test
  void itGoesOnAsOneInAFileDoes() throws Exception {
    try (var gateway = halden.start()) {
      halden.ask(gateway.orchard(), "{\"fields\":[\"ticker\"],\"limit\":2}");
      keys(gateway);
    }
    standingStill(() -> copy(data, directory.resolve("older")));
    double before;
    try (var gateway = halden.start()) {
      halden.lost(gateway.caller(halden.alliance.orchard));
      before = exposure(gateway.caller(halden.alliance.orchard));
    }
    standingStill(
        () -> {
          Files.move(data, directory.resolve("lost"));
          Files.move(directory.resolve("older"), data);
        });
    try (var gateway = halden.start()) {
      assertThat(gateway.said()).anyMatch(line -> line.contains("the state is an older copy"));
      assertThat(gateway.caller(halden.alliance.orchard).post(QUERY, "{}").status()).isEqualTo(503);
    }

    var finished = halden.finish(halden.consented(halden.proposed()));
    assertThat(finished.exit()).as(finished.err()).isZero();
    assertThat(finished.out()).contains("log.recovered", "partners are answered from ");

    try (var gateway = halden.start()) {
      assertThat(gateway.said()).anyMatch(line -> line.contains("partners are answered from "));
    }
    halden.pass(Duration.ofMinutes(8));
    try (var gateway = halden.start()) {
      assertThat(gateway.said()).noneMatch(line -> line.contains("partners are answered from "));
      Caller orchard = gateway.caller(halden.alliance.orchard);
      assertThat(exposure(orchard)).isEqualTo(before);
      assertThat(orchard.post(QUERY, "{}").status()).isEqualTo(200);
    }
    assertThat(halden.audit().exit()).isZero();
  }

  private void keys(RunningGateway gateway) {
    try (Wire wire = gateway.wire()) {
      halden.write("jwks.json", wire.get("/.well-known/jwks.json").text());
    }
    halden.write("orchard.jwk", Restored.text(halden.alliance.orchard));
    halden.write("pear.jwk", Restored.text(halden.alliance.pear));
  }
}
