package dev.entente.connectors.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.entente.catalog.Filter.Operator;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tables that change, take long, are hostile, or are not there, while they are served. */
@Tag("trino")
final class LiveTableTest {
  /** 6,000 million rows, which nobody reads in a second. */
  private static final String ENDLESS = "tpch.sf1000.lineitem";

  private static Things things(String table) {
    return new Things(table).field("id", "integer").field("t", "string");
  }

  private static Things endless(int seconds) {
    return new Things(ENDLESS)
        .key("orderkey", "linenumber")
        .field("orderkey", "integer")
        .field("linenumber", "integer")
        .field("comment", "string")
        .limits(new Limits(2, 2, Duration.ofSeconds(seconds), 1000, Limits.USUAL.bytes()));
  }

  @Test
  void aColumnThatIsAddedDoesNotAppearAndOneThatGoesStopsTheReading() {
    Server.execute(
        "CREATE TABLE memory.default.moving AS SELECT 1 AS id, CAST('x' AS varchar(9)) AS t");
    Things things = things("memory.default.moving");
    try (Source source = things.open()) {
      Server.execute("ALTER TABLE memory.default.moving ADD COLUMN secret varchar");
      assertThat(things.rows(source.read(things.everything(9)))).hasToString("[[1, x]]");
      Server.execute("ALTER TABLE memory.default.moving RENAME COLUMN t TO u");
      assertThat(told(source, things)).contains("Trino says COLUMN_NOT_FOUND of query 2");
      Server.execute("ALTER TABLE memory.default.moving RENAME COLUMN secret TO t");
      assertThat(told(source, things))
          .contains(
              "the column of `t` is now varchar and was varchar(9); restart when the manifest"
                  + " fits");
      Server.execute("DROP TABLE memory.default.moving");
      assertThat(told(source, things)).contains("Trino says TABLE_NOT_FOUND of query 2");
    }
  }

  private static String told(Source source, Things things) {
    Throwable e = catchThrowable(() -> source.read(things.everything(9)));
    assertThat(e).isInstanceOf(Unavailable.class).hasNoCause();
    return e.getMessage();
  }

  @Test
  void aReadThatIsInterruptedEndsAtTheClusterToo() throws Exception {
    Things things = endless(300);
    try (Source source = things.openWithoutALook()) {
      var told = new CompletableFuture<Boolean>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      source.read(things.by("comment"));
                    } catch (Unavailable e) {
                      told.complete(Thread.currentThread().isInterrupted());
                    }
                  });
      await(() -> running() == 1);
      caller.interrupt();

      assertThat(told.get(30, TimeUnit.SECONDS)).isTrue();
      await(() -> running() == 0);
      assertThat(ended()).isEqualTo("USER_CANCELED");
    }
  }

  @Test
  void aReadThatIsInterruptedAtOnceEndsTooAndSoDoesOneWhoseSourceIsClosed() throws Exception {
    Things things = endless(300);
    Source source = things.openWithoutALook();
    for (int millis : new int[] {0, 20, 50, 100, 200}) {
      Thread caller = Thread.ofVirtual().start(() -> leaves(source, things));
      Thread.sleep(millis);
      caller.interrupt();
      caller.join();
    }
    await(() -> running() == 0);
    Thread left = Thread.ofVirtual().start(() -> leaves(source, things));
    await(() -> running() == 1);
    source.close();
    left.join();
    await(() -> running() == 0);
  }

  private static void leaves(Source source, Things things) {
    assertThatThrownBy(() -> source.read(things.by("comment"))).isInstanceOf(Unavailable.class);
  }

  @Test
  void aReadThatTakesTooLongIsEndedAndTheNextGoesOn() throws Exception {
    Things things = endless(3);
    try (Source source = things.openWithoutALook()) {
      Instant start = Instant.now();
      assertThatThrownBy(() -> source.read(things.by("comment")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("took longer than 3000 ms");
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
      await(() -> running() == 0);
    }
  }

  /** Should the gateway not be there to cancel it. */
  @Test
  void trinoIsToldHowLongAQueryMayTake() throws Exception {
    Manifest manifest = endless(90).manifest();
    var location = Location.read(manifest.location(), Path.of("."));
    try (var cluster = new Cluster("things", location, manifest.limits());
        var connection = cluster.connect();
        Statement statement = connection.createStatement();
        ResultSet told = statement.executeQuery("SHOW SESSION LIKE 'query_max_run_time'")) {
      assertThat(told.next()).isTrue();
      assertThat(told.getString("Value")).isEqualTo("90s");
    }
  }

  @Test
  void aTableThatIsTooSlowToBeLookedAtIsServedAllTheSame() {
    Server.execute(
        "CREATE VIEW memory.default.slow AS"
            + " SELECT linenumber AS id, max(comment) AS t FROM "
            + ENDLESS
            + " GROUP BY linenumber");
    Things things =
        things("memory.default.slow")
            .limits(new Limits(2, 2, Duration.ofSeconds(1), 1000, Limits.USUAL.bytes()));
    things.open().close();
    assertThat(things.findings)
        .containsExactly("its rows could not be looked at in time for what is untidy");
  }

  private static int running() {
    return Integer.parseInt(
        asked(
            "SELECT count(*) FROM system.runtime.queries WHERE source = 'entente'"
                + " AND state NOT IN ('FINISHED', 'FAILED')"));
  }

  private static String ended() {
    return asked(
        "SELECT error_code FROM system.runtime.queries WHERE source = 'entente'"
            + " AND state = 'FAILED' ORDER BY created DESC LIMIT 1");
  }

  private static String asked(String sql) {
    try (var connection = Server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.sleep(20);
    }
  }

  @Test
  void namesThatLookLikeSqlAreNames() {
    String table = "x\"; drop table odd; --";
    String column = "t\" from system.runtime.nodes; --?$1";
    Server.execute(
        "CREATE TABLE memory.default."
            + Server.quoted(table)
            + " AS SELECT 1 AS id, 'x' AS "
            + Server.quoted(column));
    Things things = things("memory.default." + table).column("t", column);
    assertThat(things.rows()).hasToString("[[1, x]]");
    try (Source source = things.open()) {
      assertThat(source.read(things.where("t", Operator.EQUAL, "x' OR 'a'='a")).rows()).isEmpty();
    }
    for (String none :
        new String[] {
          "memory.default.x", "memory.default.x; SELECT 1", "memory.nowhere.x", "nowhere.default.x"
        }) {
      assertThatThrownBy(() -> new Things(none).field("id", "integer").open())
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("Trino has no such table or view");
    }
  }

  @Test
  void aFailureThatNamesACellDoesNotSayIt() {
    Server.execute(
        "CREATE TABLE memory.default.texts AS SELECT 1 AS id, CAST('TOPSECRET' AS varchar) AS t",
        "CREATE VIEW memory.default.casting AS"
            + " SELECT id, CAST(t AS integer) AS n FROM memory.default.texts");
    assertThatThrownBy(
            () ->
                new Things("memory.default.casting")
                    .field("id", "integer")
                    .field("n", "integer")
                    .rows())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("Trino says INVALID_CAST_ARGUMENT of query 2")
        .hasMessageNotContaining("TOPSECRET")
        .hasNoCause();
  }
}
