package dev.entente.server.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A real Trino server, with the rich alliance's accounts in a table in its memory. */
final class Trino implements AutoCloseable {
  private static final String START = "../../connectors/trino/server";
  private static final String TABLE =
      "CREATE TABLE memory.default.accounts (ticker varchar(20), sector varchar, employees integer,"
          + " founded integer, city varchar, revenue double, margin decimal(6, 2), notes varchar)";
  private static final String ROW =
      "(?, ?, CAST(? AS integer), CAST(? AS integer), ?, CAST(? AS double),"
          + " CAST(? AS decimal(6, 2)), ?)";

  private final int port;
  private final Process process;

  private Trino(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static Trino in(Path folder) throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var builder = new ProcessBuilder(START, folder.toString(), "" + port);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var trino =
        new Trino(
            port,
            builder
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start());
    Runtime.getRuntime().addShutdownHook(new Thread(trino.process::destroyForcibly));
    await().atMost(Duration.ofMinutes(2)).until(trino::isUp);
    return trino;
  }

  private boolean isUp() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Trino does not start");
    }
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

  /** What a manifest says of the table. */
  String source() {
    return "{connector: trino, url: \""
        + url()
        + "/memory/default\", table: accounts, user: entente, limits: {seconds: 30}}";
  }

  private String url() {
    return "jdbc:trino://127.0.0.1:" + port;
  }

  /** Makes the table anew of rows in CSV, whose first line is the header. */
  void put(String csv) {
    execute("DROP TABLE IF EXISTS memory.default.accounts", TABLE);
    List<String> rows = csv.lines().skip(1).toList();
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO memory.default.accounts VALUES "
                    + String.join(", ", rows.stream().map(_ -> ROW).toList()))) {
      int place = 1;
      for (String row : rows) {
        for (String cell : row.split(",", -1)) {
          insert.setString(place++, cell.isEmpty() ? null : cell);
        }
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    await().atMost(Duration.ofMinutes(1)).until(this::isRead);
  }

  /** A server that has just started may write before it knows that it is a node that reads. */
  private boolean isRead() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT ticker FROM memory.default.accounts")) {
      return rows.next();
    } catch (SQLException e) {
      return false;
    }
  }

  void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url() + "?user=tests&explicitPrepare=false");
  }

  void stop() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    stop();
  }
}
