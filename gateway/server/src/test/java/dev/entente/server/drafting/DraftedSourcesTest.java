package dev.entente.server.drafting;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.agreement.Ladder;
import dev.entente.server.acceptance.Postgres;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts of a real database and of an API hold as they are, and a check tells what changes. */
final class DraftedSourcesTest {
  @TempDir private Path directory;

  private static Said draft(Path root, String... arguments) {
    var all = new ArrayList<>(List.of("dataset", "draft", root.toString()));
    all.addAll(List.of(arguments));
    return InProcess.run(all.toArray(String[]::new));
  }

  private Said check() {
    return InProcess.run("check", directory.toString());
  }

  private static void execute(Postgres server, String... statements) {
    try (var connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String address(Postgres server) {
    return server
        .url()
        .replaceFirst("jdbc:postgresql://", "postgres://postgres@")
        .split("\\?", 2)[0];
  }

  @Test
  void aTable(@TempDir Path data) throws IOException {
    new TinyAlliance(directory);
    try (var server = Postgres.in(data)) {
      execute(
          server,
          "CREATE SCHEMA \"odd \"\"schema\"",
          """
          CREATE TABLE "odd ""schema"."plants; --" (plant_no varchar(20) PRIMARY KEY, region text,
            employees int, revenue numeric(12, 2), opened date, seen timestamptz, local timestamp,
            "e-mail" text, "a""b" int[], notes text)
          """,
          """
          INSERT INTO "odd ""schema"."plants; --"
          SELECT 'p' || i, 'r' || i % 3, i, i, '2024-01-01', now(), now(), 'x@example.org', '{1}', 'n'
          FROM generate_series(1, 100) i
          """);

      Said tables = draft(directory, "--from", address(server));
      assertThat(tables.exit()).isEqualTo(1);
      assertThat(tables.err()).contains("--table 'odd \"schema.plants; --'");

      Said drafted =
          draft(
              directory,
              "--from",
              address(server),
              "--table",
              "odd \"schema.plants; --",
              "--name",
              "plants");
      assertThat(drafted.exit()).as(drafted.err()).isZero();
      assertThat(Files.readString(directory.resolve("datasets/plants.yaml")))
          .contains("key: [plant_no]", "the source's own primary key")
          .contains("revenue: {type: decimal, category: money, value: 10, stage: mid}")
          .contains("seen: {type: timestamp")
          .contains("local: {category: unsorted, value: 20, stage: never}")
          .contains("a-b: {category: unsorted, value: 20, stage: never, column: \"a\\\"b\"}")
          .contains("user: postgres")
          .doesNotContain("example.org");
      assertThat(check().exit()).as(check().err()).isZero();
      assertThat(check().out()).doesNotContain("besides");

      execute(
          server,
          "ALTER TABLE \"odd \"\"schema\".\"plants; --\" ADD COLUMN salary int DEFAULT 7,"
              + " DROP CONSTRAINT \"plants; --_pkey\"");
      assertThat(check().exit()).isZero();
      assertThat(check().out())
          .contains("datasets/plants.yaml:7: note: the source has `salary` besides, hidden until");
      execute(server, "ALTER TABLE \"odd \"\"schema\".\"plants; --\" RENAME COLUMN region TO area");
      Said gone = check();
      assertThat(gone.exit()).isEqualTo(1);
      assertThat(gone.err()).containsPattern("datasets/plants.yaml:9: .*`region`");
      execute(
          server,
          "ALTER TABLE \"odd \"\"schema\".\"plants; --\" RENAME COLUMN area TO region",
          "ALTER TABLE \"odd \"\"schema\".\"plants; --\" ALTER COLUMN employees TYPE text");
      Said other = check();
      assertThat(other.exit()).isEqualTo(1);
      assertThat(other.err()).containsPattern("datasets/plants.yaml:10: .*employees");
    }
  }

  @Test
  void aPasswordIsNamedAndNotWritten(@TempDir Path data) throws Exception {
    var alliance = new TinyAlliance(directory);
    Ladder ladder = alliance.read().settings().ladder();
    try (var server = Postgres.in(data)) {
      execute(server, "CREATE TABLE t (id int PRIMARY KEY)");
      var asked =
          new Drafting.Asked(
              address(server),
              Optional.of("t"),
              List.of(),
              Optional.of("public.t"),
              Optional.empty(),
              List.of());
      var here = new Drafting(directory, directory, ladder, name -> "hunter2");
      assertThat(here.draft(asked).text())
          .contains("password: \"${PGPASSWORD}\"")
          .doesNotContain("hunter2");
      alliance.write("db.password", "hunter2\n");
      var file =
          new Drafting.Asked(
              address(server),
              Optional.of("t"),
              List.of(),
              Optional.of("public.t"),
              Optional.of(Path.of("db.password")),
              List.of());
      assertThat(here.draft(file).text())
          .contains("password-file: \"db.password\"")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void anApi() throws IOException {
    new TinyAlliance(directory);
    var api =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    api.start();
    try {
      page(
          api,
          "1",
          "{\"id\": \"a\", \"about\": {\"region\": \"north\", \"x.y\": 1}, \"tags\": []}");
      page(api, "2", "{\"id\": \"b\", \"about\": {\"region\": \"south\"}, \"email\": \"k@x.org\"}");
      page(api, "3", "");
      Said drafted =
          draft(
              directory,
              "--from",
              api.baseUrl() + "/v1/plants",
              "--records",
              "/results",
              "--set",
              "page={style: page, parameter: page}");
      assertThat(drafted.exit()).as(drafted.err()).isZero();
      assertThat(Files.readString(directory.resolve("datasets/plants.yaml")))
          .contains("key: [id]", "records: \"/results\", page: {style: page, parameter: page}")
          .contains("about.region\": {type: string, category: targeting")
          .contains("column: \"/about/x.y\"")
          .contains("email: {type: string, category: personal, value: 20, stage: never}")
          .contains("tags: {category: unsorted, value: 20, stage: never}  # a list");
      assertThat(check().exit()).as(check().err()).isZero();
      assertThat(check().out()).doesNotContain("besides");

      page(api, "1", "{\"id\": \"a\", \"about\": {\"area\": \"north\"}, \"salary\": 7}");
      page(api, "2", "");
      Said gone = check();
      assertThat(gone.exit()).isEqualTo(1);
      assertThat(gone.err()).containsPattern("datasets/plants.yaml:9: .*`about.region`");
      assertThat(gone.out()).contains("`about.area`, `salary` besides");
    } finally {
      api.stop();
    }
  }

  private static void page(WireMockServer api, String number, String record) {
    api.stubFor(
        get(urlPathEqualTo("/v1/plants"))
            .withQueryParam("page", equalTo(number))
            .willReturn(okJson("{\"results\": [" + record + "]}")));
  }
}
