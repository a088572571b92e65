package dev.entente.connectors.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Filter.Operator;
import dev.entente.problem.Unavailable;
import dev.entente.source.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cells, keys and types that are not as a manifest promises. */
@Tag("trino")
final class UntidyTableTest {
  private static final String ODD =
      """
      CREATE TABLE memory.default.odd AS SELECT * FROM (VALUES
        (1, 9007199254740991, 1e300, DECIMAL '9007199254740991', DATE '0001-01-01',
          TIMESTAMP '9999-12-31 23:59:59.999 UTC', REAL '0.1', CAST('a' AS varchar)),
        (2, 9007199254740992, nan(), DECIMAL '9007199254740992', DATE '12000-01-01',
          TIMESTAMP '10000-01-01 00:00:00.000 UTC', CAST(nan() AS real), U&'b\\0000c'),
        (3, BIGINT '-9223372036854775808', -infinity(), DECIMAL '-9007199254740992', DATE '-0005-12-31',
          TIMESTAMP '-0005-12-31 00:00:00.000 UTC', NULL,
          CAST(array_join(repeat(U&'\\+01F600', 5000), '') AS varchar)),
        (4, 7, infinity(), DECIMAL '7', DATE '9999-12-31',
          TIMESTAMP '2024-10-27 01:30:00.000 UTC' AT TIME ZONE 'Europe/Berlin', REAL '2', CAST('b' AS varchar)),
        (5, NULL, NULL, NULL, NULL, NULL, REAL '3', NULL))
        AS t (id, i, n, d, day, t, m, text)
      """;

  private static final double LARGE = Double.parseDouble("12345678901234567890.5");

  private static Things odd() {
    Server.execute("DROP TABLE IF EXISTS memory.default.odd", ODD);
    return new Things("memory.default.odd")
        .field("id", "integer")
        .field("i", "integer")
        .field("n", "number")
        .field("d", "integer")
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
                9007199254740991L,
                LocalDate.of(1, 1, 1),
                Instant.parse("9999-12-31T23:59:59.999Z"),
                (double) 0.1f,
                "a"),
            row(2L, null, null, null, null, null, null, null),
            row(3L, null, null, null, null, null, null, "😀".repeat(5000)),
            row(
                4L,
                7L,
                null,
                7L,
                LocalDate.of(9999, 12, 31),
                Instant.parse("2024-10-27T01:30:00Z"),
                2.0,
                "b"),
            row(5L, null, null, null, null, null, 3.0, null));
    assertThat(things.findings)
        .containsExactlyInAnyOrder(
            "2 cells of `i` are no integer and shown as empty",
            "3 cells of `n` are no number and shown as empty",
            "2 cells of `d` are no integer and shown as empty",
            "2 cells of `day` are no date and shown as empty",
            "2 cells of `t` are no timestamp and shown as empty",
            "1 cell of `m` is no number and shown as empty",
            "1 cell of `text` is no string and shown as empty");
  }

  @Test
  void whatIsShownAsEmptyIsNotFound() {
    Things things = odd();
    try (Source source = things.open()) {
      for (Operator operator :
          List.of(Operator.GREATER_OR_EQUAL, Operator.LESS, Operator.NOT_EQUAL)) {
        assertThat(found(things, source, "i", operator, 8L)).doesNotContain(2L, 3L, 5L);
        assertThat(found(things, source, "n", operator, 8.0)).doesNotContain(2L, 3L, 4L, 5L);
        assertThat(found(things, source, "d", operator, 8L)).doesNotContain(2L, 3L, 5L);
        assertThat(found(things, source, "day", operator, LocalDate.of(2000, 1, 1)))
            .doesNotContain(2L, 3L, 5L);
        assertThat(found(things, source, "t", operator, Instant.parse("2000-01-01T00:00:00Z")))
            .doesNotContain(2L, 3L, 5L);
        assertThat(found(things, source, "m", operator, 1.0)).doesNotContain(2L, 3L);
        assertThat(found(things, source, "text", operator, "b")).doesNotContain(2L, 5L);
      }
      assertThat(found(things, source, "text", Operator.NOT_IN, "x", "y"))
          .containsExactly(1L, 3L, 4L);
      assertThat(found(things, source, "text", Operator.EQUAL, "b\0c")).isEmpty();
      assertThat(found(things, source, "text", Operator.GREATER, "a\0")).containsExactly(3L, 4L);
      assertThat(found(things, source, "t", Operator.EQUAL, Instant.parse("2024-10-27T01:30:00Z")))
          .containsExactly(4L);
      assertThat(found(things, source, "t", Operator.EQUAL, Instant.parse("2024-10-27T00:30:00Z")))
          .isEmpty();
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
        "CREATE TABLE memory.default.keyless (a varchar, b bigint, c varchar)",
        "INSERT INTO memory.default.keyless VALUES ('x', 1, 'in'), (NULL, 1, 'out'), ('x', NULL,"
            + " 'out'), ('x', 9007199254740993, 'out'), (U&'x\\0000', 1, 'out'), ('', 1, 'in'),"
            + " (array_join(repeat(U&'\\+01F600', 501), ''), 1, 'out'),"
            + " (array_join(repeat(U&'\\+01F600', 500), ''), 1, 'in'), (array_join(repeat('é',"
            + " 1000), ''), 1, 'in'), (array_join(repeat('e', 1001), ''), 1, 'out')");
    Things things =
        new Things("memory.default.keyless")
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
            "1 cell of `a` is no string and shown as empty",
            "1 cell of `b` is no integer and shown as empty",
            "2 rows without a key are left out",
            "2 rows with a key of more than 1000 characters are left out");
  }

  @Test
  void aPageWithTwoRowsOfOneKeyIsRefused() {
    Server.execute(
        "CREATE TABLE memory.default.twice AS SELECT i AS id, i AS n FROM UNNEST(sequence(1, 50)) t"
            + " (i)",
        "INSERT INTO memory.default.twice VALUES (40, 1)");
    Things things = new Things("memory.default.twice").field("id", "integer").field("n", "integer");
    try (Source source = things.open()) {
      assertThat(things.findings)
          .containsExactly(
              "1 key stands in several rows; a page with two rows of one key is refused");
      assertThat(source.read(things.everything(20)).rows()).hasSize(20);
      assertThatThrownBy(() -> source.read(things.everything(100)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("several rows of one key");
      assertThatThrownBy(() -> source.read(things.by("n")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("several rows of one key");
    }
  }

  /** Of a text of megabytes no more is sent than it takes to see that it is too long. */
  @Test
  void aLargeCellCostsLittle() {
    Server.execute(
        "CREATE TABLE memory.default.large AS SELECT i AS id, CAST(array_join(transform(sequence(1,"
            + " 5000), x -> array_join(repeat('x', 3000), '')), '') AS varchar) AS t FROM"
            + " UNNEST(sequence(1, 3)) t (i)");
    Things things = new Things("memory.default.large").field("id", "integer").field("t", "string");
    try (Source source = things.open()) {
      long before = allocated();
      assertThat(things.rows(source.read(things.everything(10))))
          .containsExactly(row(1L, null), row(2L, null), row(3L, null));
      assertThat(allocated() - before).isLessThan(16 << 20);
      assertThat(source.read(things.where("t", Operator.GREATER, "a")).rows()).isEmpty();
    } finally {
      Server.execute("DROP TABLE memory.default.large");
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }

  @Test
  void uuidsAndPaddedTextsAreStringsAndEveryNumberFitsItsField() {
    Server.execute(
        "CREATE TABLE memory.default.kinds AS SELECT * FROM (VALUES"
            + " (UUID '00000000-0000-0000-0000-00000000000a', CAST('ab' AS char(5)), TINYINT '1',"
            + " DECIMAL '0.10', DECIMAL '12345678901234567890.5', CAST('s' AS varchar(3))),"
            + " (UUID 'f0000000-0000-0000-0000-000000000000', CAST('a' AS char(5)), TINYINT '2',"
            + " DECIMAL '0.50', DECIMAL '-12345678901234567890.5', CAST('t' AS varchar(3))))"
            + " AS t (id, c, i, d, l, v)");
    Things things =
        new Things("memory.default.kinds")
            .field("id", "string")
            .field("c", "string")
            .field("i", "decimal")
            .field("j", "number")
            .column("j", "I")
            .field("d", "number")
            .field("l", "number")
            .field("v", "string");
    String first = "00000000-0000-0000-0000-00000000000a";
    String last = "f0000000-0000-0000-0000-000000000000";
    try (Source source = things.open()) {
      assertThat(things.rows(source.read(things.everything(9))))
          .containsExactly(
              row(first, "ab", BigDecimal.ONE, 1.0, 0.1, LARGE, "s"),
              row(last, "a", BigDecimal.TWO, 2.0, 0.5, -LARGE, "t"));
      assertThat(things.rows(source.read(things.after(first))))
          .extracting(List::getFirst)
          .containsExactly(last);
      assertThat(found(things, source, "id", Operator.EQUAL, first)).containsExactly(first);
      assertThat(found(things, source, "id", Operator.NOT_EQUAL, "none")).hasSize(2);
      assertThat(found(things, source, "id", Operator.GREATER, "a")).containsExactly(last);
      assertThat(found(things, source, "c", Operator.EQUAL, "ab")).containsExactly(first);
      assertThat(found(things, source, "c", Operator.EQUAL, "ab   ")).isEmpty();
      assertThat(found(things, source, "i", Operator.GREATER, new BigDecimal("1.5")))
          .containsExactly(last);
      assertThat(found(things, source, "i", Operator.LESS, new BigDecimal("1e90"))).hasSize(2);
      assertThat(found(things, source, "j", Operator.GREATER, 1.5)).containsExactly(last);
      assertThat(found(things, source, "d", Operator.EQUAL, 0.1)).containsExactly(first);
      assertThat(found(things, source, "d", Operator.GREATER, 1e300)).isEmpty();
      assertThat(found(things, source, "l", Operator.EQUAL, LARGE)).containsExactly(first);
      assertThat(found(things, source, "v", Operator.GREATER, "sss")).containsExactly(last);
    }
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
