package dev.entente.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.entente.catalog.Filter.Operator;
import dev.entente.connectors.sql.TableSource;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Source;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tables that change, take long, are hostile, or are not there, while they are served. */
final class LiveTableTest {
  private static Things things(String table) {
    return new Things("public." + table).field("id", "integer").field("t", "string");
  }

  @Test
  void aColumnThatIsAddedDoesNotAppearAndOneThatGoesStopsTheReading() {
    Server.execute(
        "CREATE TABLE moving (id int PRIMARY KEY, t text)", "INSERT INTO moving VALUES (1, 'x')");
    Things things = things("moving");
    try (Source source = things.open()) {
      for (int i = 0; i < 9; i++) {
        source.read(things.everything(9)); // often enough to be prepared at the server
      }
      Server.execute("ALTER TABLE moving ADD secret text DEFAULT 'hidden'");
      assertThat(things.rows(source.read(things.everything(9))).toString()).isEqualTo("[[1, x]]");
      Server.execute("ALTER TABLE moving RENAME t TO u");
      assertThat(told(source, things)).contains("42703", "column \"t\" does not exist");
      Server.execute("ALTER TABLE moving ADD t bigint DEFAULT 7");
      for (int i = 0; i < 9; i++) {
        assertThat(told(source, things)).isNotEmpty();
      }
      Server.execute("ALTER TABLE moving DROP t", "ALTER TABLE moving RENAME u TO t");
      assertThat(things.rows(source.read(things.everything(9))).toString()).isEqualTo("[[1, x]]");
      Server.execute("DROP TABLE moving");
      assertThat(told(source, things)).contains("42P01");
    }
  }

  @Test
  void aColumnThatBecomesAnotherTypeIsNotReadAsWhatItWas() {
    Server.execute(
        "CREATE TABLE turned (id int PRIMARY KEY, t varchar(9))",
        "INSERT INTO turned VALUES (1, '7')");
    Things things = things("turned");
    try (Source source = things.open()) {
      Server.execute("ALTER TABLE turned ALTER t TYPE int USING 7");
      assertThat(told(source, things))
          .contains(
              "the column of `t` is now int4 and was varchar; restart when the manifest fits");
    }
  }

  private static String told(Source source, Things things) {
    Throwable e = catchThrowable(() -> source.read(things.everything(9)));
    assertThat(e).isInstanceOf(Unavailable.class);
    return e.getMessage();
  }

  @Test
  void whoMayReadOnlySomeColumnsNeedsNoOthers() {
    Server.execute(
        "CREATE TABLE partly (id int PRIMARY KEY, t text, secret text)",
        "INSERT INTO partly VALUES (1, 'x', 'hidden')",
        "CREATE ROLE reader LOGIN",
        "GRANT SELECT (id, t) ON partly TO reader");
    String url = Server.url().replaceFirst("user=[^&]*", "user=reader");
    assertThat(things("partly").source("url", url).rows()).hasToString("[[1, x]]");
    assertThatThrownBy(() -> things("partly").source("url", url).field("secret", "string").rows())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("42501")
        .hasMessageContaining("GRANT SELECT");
  }

  @Test
  void aReadThatIsInterruptedEndsAtTheServerToo() throws Exception {
    Server.execute(
        "CREATE VIEW slow AS SELECT i AS id, 'x'::text || pg_sleep(0.2) AS t"
            + " FROM generate_series(1, 100) i");
    Things things = things("slow");
    Source source = slow(things, Duration.ofSeconds(30));
    var told = new CompletableFuture<Boolean>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    source.read(things.everything(100));
                  } catch (Unavailable e) {
                    told.complete(Thread.currentThread().isInterrupted());
                  }
                });
    await(() -> sleeping() == 1);
    caller.interrupt();

    assertThat(told.get(3, TimeUnit.SECONDS)).isTrue();
    await(() -> sleeping() == 0);
    source.close();
  }

  @Test
  void aReadThatTakesTooLongIsEndedAndTheNextGoesOn() {
    Server.execute(
        "CREATE VIEW slower AS SELECT i AS id, 'x'::text || pg_sleep(0.3) AS t"
            + " FROM generate_series(1, 100) i");
    Things things = things("slower");
    try (Source source = slow(things, Duration.ofMillis(1500))) {
      Instant start = Instant.now();
      assertThatThrownBy(() -> source.read(things.everything(100)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("took longer than 1500 ms");
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
      await(() -> sleeping() == 0);
      Page page = source.read(things.where("id", Operator.EQUAL, 3L));
      assertThat(page.rows()).hasSize(1);
    }
  }

  /** A view that is too slow for the first look, read with so much patience. */
  private static Source slow(Things things, Duration patience) {
    try (var connection = Server.connect()) {
      Location location = Location.read(things.manifest().location(), java.nio.file.Path.of("."));
      Relation relation = Relation.find(connection, location).orElseThrow();
      return new TableSource(
          new PostgresTable(things.manifest(), location, relation),
          new Database("things", location, patience));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int sleeping() {
    try (var connection = Server.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'entente'"
                    + " AND state = 'active'")) {
      row.next();
      return row.getInt(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(5);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void namesThatLookLikeSqlAreNames() {
    String table = "x\"; DROP TABLE odd; --";
    String column = "t\" FROM pg_shadow; --?$1";
    Server.execute(
        "CREATE TABLE "
            + Server.quoted(table)
            + " (id int PRIMARY KEY, "
            + Server.quoted(column)
            + " text)",
        "INSERT INTO " + Server.quoted(table) + " VALUES (1, 'x')");
    Things things = things(table).column("t", column);
    assertThat(things.rows()).hasToString("[[1, x]]");
    try (Source source = things.open()) {
      assertThat(source.read(things.where("t", Operator.EQUAL, "x' OR 'a'='a")).rows()).isEmpty();
    }
    for (String none : List.of("public.x", "public.x; SELECT 1", "public.\"x\"", "nowhere.odd")) {
      assertThatThrownBy(() -> new Things(none).field("id", "integer").open())
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("no such table or view");
    }
    for (String bare : List.of("odd", "public.", ".odd", "")) {
      assertThatThrownBy(() -> new Things(bare).field("id", "integer").open())
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("is named with its schema");
    }
  }

  @Test
  void nothingCanBeWritten() {
    Server.execute(
        "CREATE TABLE written (id int)",
        "CREATE FUNCTION writes() RETURNS text LANGUAGE sql AS"
            + " 'INSERT INTO written VALUES (1) RETURNING ''x''::text'",
        "CREATE VIEW writing AS SELECT 1 AS id, writes() AS t");
    assertThatThrownBy(() -> things("writing").rows())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("25006");
  }

  @Test
  void aFailureThatNamesACellDoesNotSayIt() {
    Server.execute(
        "CREATE TABLE texts (id int, t text)",
        "INSERT INTO texts VALUES (1, 'TOPSECRET')",
        "CREATE VIEW casting AS SELECT id, t::int AS n FROM texts");
    assertThatThrownBy(
            () -> new Things("public.casting").field("id", "integer").field("n", "integer").rows())
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("22P02")
        .hasMessageNotContaining("TOPSECRET")
        .hasNoCause();
  }

  @Test
  void aDatabaseThatIsNotThereOrLetsNobodyInIsTold() {
    Things away = things("odd").source("url", "jdbc:postgresql://127.0.0.1:1/x?password=hush");
    assertThatThrownBy(away::open)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("08001")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> things("odd").source("url", "jdbc:h2:mem:hush").open())
        .isInstanceOf(Malformed.class)
        .hasMessage("a database is named as jdbc:postgresql://HOST/DATABASE");
    assertThatThrownBy(() -> things("odd").source("password-file", "nowhere").open())
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("no readable file with a password");
  }
}
