package dev.entente.trustledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.PostgresServer;
import dev.entente.trustledger.nonce.NonceHash;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresStoreTest {
  private static final Commit NOTHING =
      new Commit(List.of(), List.of(), List.of(), List.of(), Optional.empty());

  private static Database database(String name) {
    return PostgresServer.database("PostgresStoreTest " + name);
  }

  @Test
  void a_database_that_may_lose_what_it_confirmed_is_refused() {
    Database durable = database("durable");
    var hasty =
        new Database(
            durable.url() + "&options=-c%20synchronous_commit=off",
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> PostgresStore.open(hasty))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("runs with synchronous_commit=off");
  }

  @Test
  void tables_of_a_newer_version_are_left_alone() {
    Database database = database("newer");
    PostgresStore.open(database).close();
    PostgresServer.execute(
        "UPDATE " + PostgresServer.schema("PostgresStoreTest newer") + ".head SET form = 2");

    assertThatThrownBy(() -> PostgresStore.open(database))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("written by a newer version of the program (schema 2");
  }

  @Test
  void a_wrong_password_is_told_and_stands_in_no_message() {
    Database database = database("secret");
    var wrong =
        new Database(
            database.url().replaceAll("user=postgres", "user=nobody"),
            Optional.empty(),
            Optional.of("hush"));

    assertThatThrownBy(() -> PostgresStore.open(wrong))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageNotContaining("hush");
  }

  @Test
  void a_log_is_found_only_where_one_was_begun() {
    Database database = database("none");
    assertThat(PostgresLog.find(database)).isEmpty();
    PostgresStore.open(database).close();
    try (PostgresLog log = PostgresLog.find(database).orElseThrow()) {
      assertThat(log.checkpoint()).isEmpty();
    }
  }

  @Test
  void whoever_holds_the_row_keeps_others_waiting_until_its_connection_ends() throws Exception {
    Database database = database("held");
    Connection holder = DriverManager.getConnection(database.url());
    try (PostgresStore store = PostgresStore.open(database)) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("SELECT size FROM head FOR UPDATE");
      var begun = CompletableFuture.supplyAsync(() -> store.begin(Instant.now(), Optional.empty()));

      assertThatThrownBy(() -> begun.get(300, TimeUnit.MILLISECONDS)).hasMessage(null);
      holder.close();
      assertThat(begun.get(5, TimeUnit.SECONDS).size()).isZero();
      store.giveUp();
    }
  }

  @Test
  void a_commit_that_does_not_follow_the_log_is_refused_by_the_database_itself() {
    Database database = database("fence");
    String schema = PostgresServer.schema("PostgresStoreTest fence");
    try (PostgresStore store = PostgresStore.open(database)) {
      PostgresServer.execute("INSERT INTO " + schema + ".entry VALUES (0, '', 'x', '')");
      store.begin(Instant.now(), Optional.empty());

      assertThatThrownBy(() -> store.commit(oneEntry())).hasMessageContaining("entry_pkey");
    }
  }

  @Test
  void a_commit_reads_no_more_of_the_nonces_the_more_of_them_are_kept() throws Exception {
    Database database = database("many");
    try (PostgresStore first = PostgresStore.open(database);
        PostgresStore second = PostgresStore.open(database)) {
      for (int i = 1; i <= 20; i += 2) {
        spend(first, i);
        first.commit(NOTHING);
        spend(second, i + 1);
        second.commit(NOTHING);
      }
    }
    try (Connection connection = DriverManager.getConnection(database.url())) {
      assertThat(counted(connection, "n_tup_ins", 20)).isEqualTo(20);
      assertThat(counted(connection, "seq_tup_read", 0)).isZero();
    }
  }

  @Test
  void a_nonce_stays_with_the_process_that_spent_it_first() {
    Database database = database("first");
    try (PostgresStore first = PostgresStore.open(database)) {
      spend(first, 1);
      first.commit(NOTHING);
      try (PostgresStore second = PostgresStore.open(database)) {
        assertThat(spend(second, 1)).containsExactly(new NonceHash(1, 1));
        second.commit(NOTHING);
        assertThat(spend(first, 1)).isEmpty();
        first.giveUp();
      }
    }
  }

  @Test
  void a_nonce_that_was_given_up_hides_none_that_another_process_spends_in_its_place() {
    Database database = database("place");
    try (PostgresStore first = PostgresStore.open(database);
        PostgresStore second = PostgresStore.open(database)) {
      spend(first, 1);
      first.giveUp();
      spend(second, 2);
      second.commit(NOTHING);
      spend(second, 3);
      second.commit(NOTHING);
      first.begin(Instant.now(), Optional.empty());
      first.commit(NOTHING);

      assertThat(spend(first, 2, 3, 4))
          .containsExactlyInAnyOrder(new NonceHash(2, 2), new NonceHash(3, 3));
      first.giveUp();
      assertThat(spend(second, 1, 4)).isEmpty();
      second.giveUp();
    }
  }

  @Test
  void a_nonce_of_another_process_is_not_forgotten_by_a_clock_that_goes_ahead_and_back() {
    Database database = database("ahead");
    try (PostgresStore first = PostgresStore.open(database);
        PostgresStore second = PostgresStore.open(database)) {
      spend(first, 1);
      first.commit(NOTHING);
      assertThat(spend(second, 1)).hasSize(1);
      second.giveUp();
      second.begin(Instant.now().plus(Duration.ofDays(1)), Optional.empty());
      second.giveUp();

      assertThat(spend(second, 1)).hasSize(1);
      second.giveUp();
    }
  }

  /** Begins a commit that spends these; gives those of them that another process had spent. */
  private static Set<NonceHash> spend(PostgresStore store, int... nonces) {
    ByteBuffer hashes = ByteBuffer.allocate(NonceHash.LENGTH * nonces.length);
    IntStream.of(nonces).forEach(i -> new NonceHash(i, i).put(hashes));
    Instant now = Instant.now();
    var spent = new Spent(now.plusSeconds(60), hashes.array());
    return store.begin(now, Optional.of(spent)).spentBefore();
  }

  /** What the server has counted of the nonces, once a process that ended has told it. */
  private static long counted(Connection connection, String what, long expected)
      throws SQLException, InterruptedException {
    String query = "SELECT " + what + " FROM pg_stat_user_tables WHERE relid = 'spent'::regclass";
    long counted = -1;
    for (int i = 0; i < 100 && counted != expected; i++) {
      Thread.sleep(50);
      try (ResultSet row = connection.createStatement().executeQuery(query)) {
        row.next();
        counted = row.getLong(1);
      }
    }
    return counted;
  }

  private static Commit oneEntry() {
    var entry = new Kept(0, Optional.empty(), new byte[] {1}, new byte[0]);
    return new Commit(List.of(entry), List.of(), List.of(), List.of(), Optional.of("note"));
  }
}
