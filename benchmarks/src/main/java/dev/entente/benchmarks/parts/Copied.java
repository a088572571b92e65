package dev.entente.benchmarks.parts;

import dev.entente.benchmarks.postgres.AccountsTable;
import dev.entente.source.Page;
import dev.entente.source.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;

/**
 * {@code COPY … TO STDOUT} piped through the transforms of the gateway's plan: one thread takes the
 * bytes from the server, another makes rows of them and renders those.
 */
public final class Copied {
  private static final int AT_A_TIME = 1_000;
  private static final int PIPE = 1 << 20;

  private final Connection connection;
  private final Scene scene;

  /** Takes the rendered records, a thousand as one JSON array. */
  @FunctionalInterface
  public interface Rendered {
    void take(byte[] records) throws IOException;
  }

  public Copied(Connection connection) {
    this(connection, new Scene("{\"limit\":1000}".getBytes(StandardCharsets.US_ASCII)));
  }

  Copied(Connection connection, Scene scene) {
    this.connection = connection;
    this.scene = scene;
  }

  /** How long it takes for so many rows. */
  public long nanos(long most, Rendered rendered) throws IOException {
    String sql =
        "COPY (SELECT %s FROM accounts ORDER BY id LIMIT %d) TO STDOUT"
            .formatted(AccountsTable.COLUMNS, most);
    long began = System.nanoTime();
    var out = new PipedOutputStream();
    try (var in =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(out, PIPE), StandardCharsets.UTF_8))) {
      CompletableFuture<Void> copying = CompletableFuture.runAsync(() -> copy(sql, out));
      List<Row> rows = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(row(line.split("\t", -1)));
        if (rows.size() == AT_A_TIME) {
          render(rows, rendered);
        }
      }
      render(rows, rendered);
      copying.join();
    }
    return System.nanoTime() - began;
  }

  private void render(List<Row> rows, Rendered rendered) throws IOException {
    rendered.take(scene.records(new Page(rows, true)).json(rows.size()));
    rows.clear();
  }

  private void copy(String sql, PipedOutputStream out) {
    try (out) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Row row(String[] cells) {
    return new Row(
        Long.valueOf(cells[0]),
        cells[1],
        cells[2],
        cells[3],
        Long.valueOf(cells[4]),
        Double.valueOf(cells[5]),
        cells[6].equals("t"),
        Long.valueOf(cells[7]),
        LocalDate.parse(cells[8]),
        cells[9]);
  }
}
