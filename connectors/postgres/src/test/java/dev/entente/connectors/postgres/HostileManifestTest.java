package dev.entente.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.source.Sample;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest's strings are names and nothing else, whatever they look like. */
final class HostileManifestTest {
  private static final String END = "x\"; DROP TABLE canary; --";

  @BeforeEach
  void aTableThatMustStay() {
    Server.execute(
        "DROP TABLE IF EXISTS canary, plain, " + Server.quoted(END),
        "CREATE TABLE canary (id int)",
        "CREATE TABLE plain (id int PRIMARY KEY, " + Server.quoted(END) + " text)",
        "INSERT INTO plain VALUES (1, 'here')");
  }

  @AfterEach
  void andStays() throws SQLException {
    try (var connection = Server.connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM canary")) {
      assertThat(row.next()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public.plain\"; DROP TABLE canary; --",
        "public.plain; DROP TABLE canary",
        "public.(SELECT 1)",
        "public\".\"plain",
        "public.plain UNION SELECT",
        "public.\0",
        "public.",
        ".plain",
        "plain",
        "pub%.pla%"
      })
  void aTableThatIsNoneIsRefused(String table) {
    assertThatThrownBy(() -> new Things(table).field("id", "integer").open())
        .isInstanceOf(Malformed.class)
        .extracting(it -> ((Malformed) it).pointer())
        .isEqualTo("/source/table");
    assertThatThrownBy(() -> sample(table)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id\"", "id, (SELECT 1)", "*", "count(*)", "id; DROP TABLE canary", "\0", "ctid"})
  void aColumnThatIsNoneIsRefused(String column) {
    assertThatThrownBy(
            () ->
                new Things("public.plain")
                    .field("id", "integer")
                    .field("more", "string")
                    .column("more", column)
                    .open())
        .isInstanceOf(Malformed.class)
        .extracting(it -> ((Malformed) it).pointer())
        .asString()
        .startsWith("/fields/more");
  }

  @Test
  void aColumnAndATableOfHostileNamesAreReadAsAnyOther() {
    Server.execute("ALTER TABLE plain RENAME TO " + Server.quoted(END));
    Things things =
        new Things("public." + END)
            .field("id", "integer")
            .field("more", "string")
            .column("more", END);
    try (Source _ = things.open()) {
      assertThat(things.rows()).containsExactly(List.of(1L, "here"));
    }
    Sample sample = sample("public." + END);
    assertThat(sample.column(END).orElseThrow().cells()).containsExactly("here");
    assertThat(sample.key()).containsExactly("id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&socketFactory=x.Y",
        "&sslfactory=x.Y",
        "&SSLPASSWORDCALLBACK=x.Y",
        "&loggerLevel=TRACE&loggerFile=/tmp/x",
        "&authenticationPluginClassName=x.Y"
      })
  void aUrlThatWouldLoadCodeIsRefusedAndNotRepeated(String more) {
    assertThatThrownBy(
            () ->
                new Things("public.plain")
                    .source("url", Server.url() + more)
                    .field("id", "integer")
                    .open())
        .isInstanceOf(Malformed.class)
        .message()
        .doesNotContain("x.Y", "jdbc:");
  }

  private static Sample sample(String table) {
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("connector", "postgres");
    location.put("url", Server.url());
    location.put("table", table);
    return new PostgresSampler().sample(Doc.of(Json.tree(location)), Path.of("."), Path.of("."));
  }
}
