package dev.entente.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldType;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Cells;
import dev.entente.source.Sample;
import dev.entente.source.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PostgresSamplerTest {
  private static Sample sample(Map<String, String> location) {
    return new PostgresSampler().sample(Doc.of(Json.tree(location)), Path.of("."), Path.of("."));
  }

  private static Sample sample(String table) {
    return sample(Map.of("connector", "postgres", "url", Server.url(), "table", table));
  }

  @Test
  void columnsHaveTheTypeThatAFieldOfThemHas() {
    Server.execute(
        "DROP TABLE IF EXISTS typed",
        """
        CREATE TABLE typed (a text, b int8, c numeric(12, 2), d numeric(9, 0), e float8, f bool,
          g date, h timestamptz, i uuid, j timestamp, k jsonb)
        """,
        """
        INSERT INTO typed VALUES ('x', 1, 1.50, 7, 0.1, true, '2024-02-29',
          '2024-02-29 12:00:00.5+02', '550e8400-e29b-41d4-a716-446655440000', now(), '{}'),
          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        """);
    Sample sample = sample("public.typed");
    assertThat(sample.columns().stream().map(it -> it.type().map(Object::toString).orElse("none")))
        .containsExactly(
            "string",
            "integer",
            "decimal",
            "integer",
            "number",
            "boolean",
            "date",
            "timestamp",
            "string",
            "none",
            "none");
    assertThat(sample.rows()).isEqualTo(2);
    assertThat(sample.whole()).isTrue();
    for (Sample.Column column : sample.columns()) {
      FieldType type = column.type().orElse(null);
      assertThat(column.obstacle().isPresent()).isEqualTo(type == null);
      assertThat(column.filled()).allMatch(it -> type != null && Cells.parse(type, it) != null);
      assertThat(column.cells().get(1)).isNull();
    }
  }

  @Test
  void aLargeTableIsLookedAtInPart() {
    Server.execute(
        "DROP TABLE IF EXISTS large",
        "CREATE TABLE large AS SELECT i AS id, 'x' || i AS name FROM generate_series(1, 200000) i",
        "ANALYZE large");
    Sample sample = sample("public.large");
    assertThat(sample.rows()).isEqualTo(Sampling.MOST_ROWS);
    assertThat(sample.whole()).isFalse();
    assertThat(sample.total().orElseThrow()).isBetween(150_000L, 250_000L);
    assertThat(sample("public.large")).as("the same each time").isEqualTo(sample);
  }

  /** Rights on the manifest's columns alone are what the documentation asks for. */
  @Test
  void aColumnThatTheUserMayNotReadIsThereAndNotLookedAt() {
    Server.execute(
        "DROP TABLE IF EXISTS partly",
        "DROP ROLE IF EXISTS narrow",
        "CREATE ROLE narrow LOGIN",
        "CREATE TABLE partly (id int PRIMARY KEY, salary int)",
        "INSERT INTO partly VALUES (1, 4711)",
        "GRANT SELECT (id) ON partly TO narrow");
    Sample sample =
        sample(
            Map.of(
                "connector",
                "postgres",
                "url",
                Server.url().replaceAll("user=postgres", "user=narrow"),
                "table",
                "public.partly"));
    assertThat(sample.column("id").orElseThrow().cells()).containsExactly("1");
    assertThat(sample.column("salary").orElseThrow().obstacle())
        .contains("this user may not read it");
    assertThat(sample.column("salary").orElseThrow().filled()).isEmpty();
    assertThat(
            new PostgresSampler()
                .choices(
                    Doc.of(
                        Json.tree(
                            Map.of(
                                "connector",
                                "postgres",
                                "url",
                                Server.url().replaceAll("user=postgres", "user=narrow")))),
                    Path.of(".")))
        .isEqualTo(List.of("public.partly"));
  }

  @Test
  void aViewIsLookedAtTooAndHasNoKeyOfItsOwn() {
    Server.execute(
        "DROP VIEW IF EXISTS seen",
        "CREATE VIEW seen AS SELECT i AS id, i / 0.5 AS half FROM generate_series(1, 3) i");
    Sample sample = sample("public.seen");
    assertThat(sample.key()).isEmpty();
    assertThat(sample.column("id").orElseThrow().cells()).containsExactly("1", "2", "3");
  }
}
