package dev.entente.trustledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.trustledger.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresStoreTest {
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

  private static Commit oneEntry() {
    var entry = new Kept(0, Optional.empty(), new byte[] {1}, new byte[0]);
    return new Commit(List.of(entry), List.of(), List.of(), List.of(), Optional.of("note"));
  }
}
