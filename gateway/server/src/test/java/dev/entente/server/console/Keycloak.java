package dev.entente.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A real Keycloak, of its distribution at Maven's in {@code target/keycloak}, with the realm of the
 * resource {@code halden-realm.json}.
 */
final class Keycloak implements AutoCloseable {
  private static final int SECONDS_TO_START = 180;

  private final Process process;
  private final Path said;
  private final int port;

  private Keycloak(Process process, Path said, int port) {
    this.process = process;
    this.said = said;
    this.port = port;
  }

  static Keycloak start() {
    try {
      Path home = home();
      Path realms = Files.createDirectories(home.resolve("data/import"));
      try (InputStream realm = Keycloak.class.getResourceAsStream("halden-realm.json")) {
        Files.copy(
            Objects.requireNonNull(realm),
            realms.resolve("halden-realm.json"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      int port = freePort();
      Path said = home.resolve("said");
      var builder =
          new ProcessBuilder(
              "bash",
              "bin/kc.sh",
              "start-dev",
              "--db=dev-mem",
              "--http-host=127.0.0.1",
              "--http-port=" + port,
              "--import-realm");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      // Its libraries know Java up to 24.
      builder.environment().put("JAVA_OPTS_APPEND", "-Dnet.bytebuddy.experimental=true");
      Process process =
          builder
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      var keycloak = new Keycloak(process, said, port);
      keycloak.awaitItself();
      return keycloak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("target/keycloak"))) {
      return found
          .filter(it -> Files.exists(it.resolve("bin/kc.sh")))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitItself() throws IOException {
    for (int i = 0; i < 2 * SECONDS_TO_START; i++) {
      if (!process.isAlive()) {
        break;
      }
      if (isUp()) {
        return;
      }
      pause();
    }
    close();
    throw new IllegalStateException("it does not start: " + Files.readString(said));
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isUp() {
    try (var client = HttpClient.newHttpClient()) {
      var asked = HttpRequest.newBuilder(URI.create(issuer())).build();
      return client.send(asked, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/halden";
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
