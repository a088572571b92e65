package dev.entente.server.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A real PostgreSQL server that can be stopped and started again. */
public final class Postgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  private Postgres(Path data) throws IOException {
    this.data = data;
    this.server = builder().start();
  }

  public static Postgres in(Path data) {
    try {
      return new Postgres(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on");
  }

  /** For {@code entente.yaml}. */
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At the address it had before. */
  void startAgain() {
    try {
      server = builder().setPort(server.getPort()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
