package dev.entente.connectors.trino;

import dev.entente.connectors.sql.Dialect;
import io.trino.jdbc.TrinoDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A real Trino server, started once for all tests of this process. */
final class Server {
  private static final int SECONDS_TO_START = 120;
  private static final int PORT = start();

  private Server() {}

  private static int start() {
    try {
      Path folder = Files.createDirectories(Path.of("target/running-trino"));
      int port = freePort();
      var builder = new ProcessBuilder("./server", folder.toString(), "" + port);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process =
          builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      for (int i = 0; i < 10 * SECONDS_TO_START; i++) {
        if (!process.isAlive()) {
          throw new IllegalStateException(Files.readString(folder.resolve("said")));
        }
        if (isUp(port) && reads(port)) {
          return port;
        }
        Thread.sleep(100);
      }
      throw new IllegalStateException("it does not start; see " + folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isUp(int port) throws InterruptedException {
    var info = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/info")).build();
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(info, HttpResponse.BodyHandlers.ofString())
          .body()
          .contains("\"starting\":false");
    } catch (IOException e) {
      return false;
    }
  }

  /** One that has just started may answer before it knows that it is a node that reads. */
  private static boolean reads(int port) {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM tpch.tiny.nation")) {
      return rows.next();
    } catch (SQLException e) {
      return false;
    }
  }

  static String url() {
    return url(PORT);
  }

  private static String url(int port) {
    return "jdbc:trino://127.0.0.1:" + port;
  }

  static Connection connect() throws SQLException {
    return connect(PORT);
  }

  private static Connection connect(int port) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "tests");
    properties.setProperty("explicitPrepare", "false");
    return new TrinoDriver().connect(url(port), properties);
  }

  static void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String quoted(String name) {
    return Dialect.quoted(name);
  }
}
