package dev.entente.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Filter.Operator;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.source.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UntidyTableTest {
  private static final String ODD =
      """
      CREATE TABLE odd (id int PRIMARY KEY, i bigint, n float8, d numeric, day date, t timestamptz,
        m numeric(40, 2), text text);
      INSERT INTO odd VALUES
        (1, 9007199254740991, 1e300, 1.5, '0001-01-01', '9999-12-31 23:59:59.999999+00', 0.1, 'a'),
        (2, 9007199254740992, 'NaN', 'NaN', 'infinity', '10000-01-01 00:00:00+00', 'NaN', 'b'),
        (3, -9223372036854775808, '-Infinity', '-Infinity', '0001-12-31 BC',
          '-infinity', NULL, repeat('😀', 65537)),
        (4, 7, 'Infinity', 1e101, '9999-12-31', '2024-02-29 12:00:00+00', 2, repeat('é', 65536)),
        (5, NULL, NULL, '1e-101', NULL, NULL, 3, NULL)
      """;

  private static Things odd() {
    Server.execute("DROP TABLE IF EXISTS odd", ODD);
    return new Things("public.odd")
        .field("id", "integer")
        .field("i", "integer")
        .field("n", "number")
        .field("d", "decimal")
        .field("day", "date")
        .field("t", "timestamp")
        .field("m", "number")
        .field("text", "string");
  }

  @Test
  void aCellThatIsNotOfItsTypeIsNullAndCounted() {
    Things things = odd();
    assertThat(things.rows())
        .containsExactly(
            row(
                1L,
                9007199254740991L,
                1e300,
                new BigDecimal("1.5"),
                LocalDate.of(1, 1, 1),
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                0.1,
                "a"),
            row(2L, null, null, null, null, null, null, "b"),
            row(3L, null, null, null, null, null, null, null),
            row(
                4L,
                7L,
                null,
                null,
                LocalDate.of(9999, 12, 31),
                Instant.parse("2024-02-29T12:00:00Z"),
                2.0,
                "é".repeat(65536)),
            row(5L, null, null, null, null, null, 3.0, null));
    assertThat(things.findings)
        .containsExactlyInAnyOrder(
            "2 cells of `i` are no integer and shown as empty",
            "3 cells of `n` are no number and shown as empty",
            "4 cells of `d` are no decimal and shown as empty",
            "2 cells of `day` are no date and shown as empty",
            "2 cells of `t` are no timestamp and shown as empty",
            "1 cell of `m` is no number and shown as empty",
            "1 cell of `text` is no string and shown as empty");
  }

  @Test
  void whatIsShownAsEmptyIsNotFound() {
    Things things = odd();
    try (Source source = things.open()) {
      for (Operator operator : List.of(Operator.GREATER_OR_EQUAL, Operator.LESS)) {
        assertThat(found(things, source, "i", operator, 8L)).doesNotContain(2L, 3L);
        assertThat(found(things, source, "n", operator, 8.0)).doesNotContain(2L, 3L, 4L);
        assertThat(found(things, source, "d", operator, BigDecimal.ONE))
            .doesNotContain(2L, 3L, 4L, 5L);
        assertThat(found(things, source, "day", operator, LocalDate.of(2000, 1, 1)))
            .doesNotContain(2L, 3L);
        assertThat(found(things, source, "t", operator, Instant.parse("2000-01-01T00:00:00Z")))
            .doesNotContain(2L, 3L);
        assertThat(found(things, source, "m", operator, 1.0)).doesNotContain(2L, 3L);
        assertThat(found(things, source, "text", operator, "b")).doesNotContain(3L);
      }
      assertThat(found(things, source, "i", Operator.NOT_EQUAL, 1L)).containsExactly(1L, 4L);
      assertThat(found(things, source, "text", Operator.NOT_IN, "x", "y"))
          .containsExactly(1L, 2L, 4L);
      assertThat(found(things, source, "text", Operator.EQUAL, "😀".repeat(65537))).isEmpty();
    }
  }

  @Test
  void whatNoCellCanHoldIsComparedAllTheSame() {
    Things things = odd();
    try (Source source = things.open()) {
      assertThat(found(things, source, "text", Operator.EQUAL, "a\0")).isEmpty();
      assertThat(found(things, source, "text", Operator.GREATER, "a\0b")).containsExactly(2L, 4L);
      assertThat(found(things, source, "text", Operator.LESS, "a\0b")).containsExactly(1L);
      assertThat(found(things, source, "text", Operator.NOT_EQUAL, "a\0"))
          .containsExactly(1L, 2L, 4L);
      Instant between = Instant.parse("2024-02-29T12:00:00.0000001Z");
      assertThat(found(things, source, "t", Operator.LESS, between)).containsExactly(4L);
      assertThat(found(things, source, "t", Operator.EQUAL, between)).isEmpty();
      assertThat(found(things, source, "day", Operator.GREATER, LocalDate.of(0, 1, 1)))
          .containsExactly(1L, 4L);
    }
  }

  @Test
  void anOrderByAFieldWithSuchACellIsRefusedAndSaysWhy() {
    Things things = odd();
    try (Source source = things.open()) {
      for (String sort : List.of("i", "-n", "d", "-day", "t", "m", "-text")) {
        assertThatThrownBy(() -> source.read(things.by(sort)))
            .isInstanceOf(Unavailable.class)
            .hasMessageContaining("cannot be ordered by `" + sort.replace("-", "") + "`");
      }
    }
  }

  @Test
  void aRowWithoutAKeyIsLeftOutAndSoIsOneWhoseKeyIsNone() {
    Server.execute(
        "CREATE TABLE keyless (a text, b bigint, c text)",
        "INSERT INTO keyless VALUES ('x', 1, 'in'), (NULL, 1, 'out'), ('x', NULL, 'out'),"
            + " ('x', 9007199254740993, 'out'), (repeat('😀', 501), 1, 'out'),"
            + " (repeat('😀', 500), 1, 'in'), (repeat('é', 1000), 1, 'in'),"
            + " (repeat('e', 1001), 1, 'out'), ('', 1, 'in')");
    Things things =
        new Things("public.keyless")
            .key("a", "b")
            .field("a", "string")
            .field("b", "integer")
            .field("c", "string");

    assertThat(things.rows())
        .hasSize(4)
        .allMatch(row -> row.get(2).equals("in"))
        .first()
        .isEqualTo(row("", 1L, "in"));
    assertThat(things.findings)
        .containsExactly(
            "1 cell of `b` is no integer and shown as empty",
            "2 rows without a key are left out",
            "2 rows with a key of more than 1000 characters are left out",
            "nothing at the source keeps the key unique;"
                + " a page with two rows of one key is refused");
  }

  @Test
  void aPageWithTwoRowsOfOneKeyIsRefused() {
    Server.execute(
        "CREATE TABLE twice (id int, n int)",
        "INSERT INTO twice SELECT i, i FROM generate_series(1, 50) i",
        "INSERT INTO twice VALUES (40, 1)");
    Things things = new Things("public.twice").field("id", "integer").field("n", "integer");
    try (Source source = things.open()) {
      assertThat(things.findings)
          .containsExactly(
              "nothing at the source keeps the key unique, and 1 of its values stand in several"
                  + " rows; a page with two rows of one key is refused");
      assertThat(source.read(things.everything(20)).rows()).hasSize(20);
      assertThatThrownBy(() -> source.read(things.everything(100)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("several rows of one key");
      assertThatThrownBy(() -> source.read(things.by("n")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("several rows of one key");
    }
  }

  /** The cell alone is larger than what this process may hold of it. */
  @Test
  void aCellOfAHundredMegabytesCostsNone() {
    Server.execute(
        "CREATE TABLE large (id int PRIMARY KEY, t text STORAGE EXTERNAL)",
        "INSERT INTO large SELECT i, repeat('x', 100000000) FROM generate_series(1, 3) i");
    Things things = new Things("public.large").field("id", "integer").field("t", "string");
    try (Source source = things.open()) {
      long before = allocated();
      assertThat(things.rows(source.read(things.everything(10))))
          .containsExactly(row(1L, null), row(2L, null), row(3L, null));
      assertThat(allocated() - before).isLessThan(32 << 20);
      assertThat(source.read(things.where("t", Operator.GREATER, "a")).rows()).isEmpty();
    } finally {
      Server.execute("DROP TABLE large");
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }

  @Test
  void uuidsLabelsAndPaddedTextsAreStrings() {
    Server.execute(
        "CREATE TYPE mood AS ENUM ('sad', 'glad')",
        "CREATE TABLE kinds (id uuid PRIMARY KEY, m mood, c char(5), i int, f real)",
        "INSERT INTO kinds VALUES ('00000000-0000-0000-0000-00000000000a', 'sad', 'ab', 1, 0.1),"
            + " ('f0000000-0000-0000-0000-000000000000', 'glad', 'a', 2, 0.5)");
    Things things =
        new Things("public.kinds")
            .field("id", "string")
            .field("m", "string")
            .field("c", "string")
            .field("i", "decimal")
            .field("f", "number");
    String first = "00000000-0000-0000-0000-00000000000a";
    String last = "f0000000-0000-0000-0000-000000000000";
    try (Source source = things.open()) {
      assertThat(things.rows(source.read(things.everything(9))))
          .containsExactly(
              row(first, "sad", "ab", BigDecimal.ONE, (double) 0.1f),
              row(last, "glad", "a", BigDecimal.TWO, 0.5));
      assertThat(things.rows(source.read(things.after(first))))
          .extracting(List::getFirst)
          .containsExactly(last);
      assertThat(found(things, source, "id", Operator.EQUAL, first)).containsExactly(first);
      assertThat(
              found(things, source, "id", Operator.EQUAL, first.toUpperCase(java.util.Locale.ROOT)))
          .isEmpty();
      assertThat(found(things, source, "id", Operator.NOT_EQUAL, "none")).hasSize(2);
      for (String text : List.of("", "0", "00000000-", "a", "g", "F", "f0000000.", last + "0")) {
        assertThat(found(things, source, "id", Operator.GREATER, text))
            .as(text)
            .isEqualTo(
                List.<Object>of(first, last).stream()
                    .filter(id -> ((String) id).compareTo(text) > 0)
                    .toList());
      }
      assertThat(found(things, source, "m", Operator.GREATER, "happy")).containsExactly(first);
      assertThat(found(things, source, "c", Operator.EQUAL, "ab")).containsExactly(first);
      assertThat(found(things, source, "i", Operator.GREATER, new BigDecimal("1.5")))
          .containsExactly(last);
      assertThat(found(things, source, "f", Operator.EQUAL, (double) 0.1f)).containsExactly(first);
    }
  }

  @Test
  void whatTheTableHasNotIsRefusedAndSaysWhatItHas() {
    Server.execute(
        "CREATE TABLE typed (id int PRIMARY KEY, ts timestamp, j jsonb, n numeric, b bytea)");
    refused("no", "string", "/fields/no", "no column `no`; it has `id`, `ts`, `j`, `n`, `b`");
    refused("ts", "timestamp", "/fields/ts", "is of type timestamp, and a timestamp is read from");
    refused("j", "string", "/fields/j", "is of type jsonb, and a string is read from text");
    refused("n", "integer", "/fields/n", "is of type numeric, and an integer is read from");
    refused("b", "string", "/fields/b", "is of type bytea");
    refused("id", "string", "/fields/id", "is of type int4, and a string is read from text");
  }

  private static void refused(String field, String type, String pointer, String why) {
    Things things = new Things("public.typed").field("id", "integer").field(field, type);
    assertThatThrownBy(things::open)
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
        .hasMessageContaining(why);
  }

  private static List<Object> found(
      Things things, Source source, String field, Operator operator, Object... values) {
    return things.rows(source.read(things.where(field, operator, values))).stream()
        .map(List::getFirst)
        .toList();
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }
}
