package dev.entente.benchmarks.append;

import dev.entente.signature.SigningKey;
import dev.entente.trustledger.store.Database;
import dev.entente.trustledger.store.PostgresStore;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durable appends a second: bare rows one by one and 64 to a commit, and whole releases (20 records
 * of 10 fields, priced against the memory of cells, with a nonce) one by one and with 64 waiting;
 * on SQLite, on PostgreSQL, and the bytes alone on a file that has its size already.
 */
public final class AppendBenchmark {
  private static final int TOGETHER = 64;
  // While one half of them is written the other half comes to wait.
  private static final int CALLERS = 2 * TOGETHER;
  private static final long WARM = TimeUnit.SECONDS.toNanos(3);
  private static final long LONG = TimeUnit.SECONDS.toNanos(6);
  // What an entry of such a release takes, with its nonce and its place.
  private static final int RELEASE = 1_300;

  private AppendBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("entente-append-");
    System.out.println("| | one by one, a second | together | a second | times |");
    System.out.println("|---|---|---|---|---|");
    file(folder, "a file, 400 bytes each", Rows.BYTES, TOGETHER);
    try (StateLock lock = StateLock.acquire(folder.resolve("rows"));
        Store store = SqliteStore.open(lock)) {
      rows("SQLite, bare rows", store);
    }
    try (StateLock lock = StateLock.acquire(folder.resolve("releases"))) {
      releases(folder, "SQLite, whole releases", SqliteStore.open(lock));
    }
    try (EmbeddedPostgres server = postgres()) {
      try (Store store = PostgresStore.open(database(server, "rows"))) {
        rows("PostgreSQL, bare rows", store);
      }
      releases(
          folder, "PostgreSQL, whole releases", PostgresStore.open(database(server, "releases")));
    }
    System.exit(0);
  }

  private static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static Database database(EmbeddedPostgres server, String schema) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return new Database(
        server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema,
        Optional.empty(),
        Optional.empty());
  }

  private static void file(Path folder, String name, int bytes, int together) throws IOException {
    Path file = folder.resolve("file");
    line(
        name,
        Rows.inFile(file, bytes, 1, LONG),
        Rows.inFile(file, bytes, together, LONG),
        together);
  }

  private static void rows(String name, Store store) {
    Rows.inStore(store, TOGETHER, WARM);
    line(name, Rows.inStore(store, 1, LONG), Rows.inStore(store, TOGETHER, LONG), TOGETHER);
  }

  /** And then the bytes alone, as many to a write as there were releases to a commit. */
  private static void releases(Path folder, String name, Store store)
      throws InterruptedException, IOException {
    var commits = new LongAdder();
    int together;
    try (var ledger = new Recording(counted(store, commits), SigningKey.generate())) {
      releases(ledger, CALLERS, WARM);
      double one = releases(ledger, 1, LONG);
      commits.reset();
      long start = System.nanoTime();
      double many = releases(ledger, CALLERS, LONG);
      double seconds = (System.nanoTime() - start) / 1e9;
      together = (int) Math.round(many * seconds / commits.sum());
      line(name, one, many, together);
    }
    file(folder, "a file, 1,300 bytes each", RELEASE, together);
  }

  private static Store counted(Store store, LongAdder commits) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                commits.increment();
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static double releases(Recording ledger, int callers, long nanos)
      throws InterruptedException {
    var goOn = new AtomicBoolean(true);
    var recorded = new LongAdder();
    var ended = new CountDownLatch(callers);
    long start = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (goOn.get()) {
                  ledger.record();
                  recorded.increment();
                }
                ended.countDown();
              });
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
    goOn.set(false);
    ended.await();
    return recorded.sum() * 1e9 / (System.nanoTime() - start);
  }

  private static void line(String name, double one, double many, int together) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %,.0f | %d | %,.0f | %.1f |",
            name,
            one,
            together,
            many,
            many / one));
  }
}
