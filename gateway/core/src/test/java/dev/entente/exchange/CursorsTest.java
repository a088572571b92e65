package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldType;
import dev.entente.json.CellJson;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.source.Selection.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CursorsTest {
  private final Cursors cursors = new Cursors(new byte[32]);

  static Stream<Arguments> values() {
    String digits = "9".repeat(100);
    return Stream.of(
        Arguments.of(FieldType.DECIMAL, new BigDecimal("-" + digits + "." + digits)),
        Arguments.of(FieldType.DECIMAL, new BigDecimal("-1e99")),
        Arguments.of(FieldType.DECIMAL, new BigDecimal("1e-100")),
        Arguments.of(FieldType.DECIMAL, new BigDecimal("12.50")),
        Arguments.of(FieldType.NUMBER, -Double.MAX_VALUE),
        Arguments.of(FieldType.NUMBER, Double.MIN_VALUE),
        Arguments.of(FieldType.INTEGER, -FieldType.LARGEST_INTEGER),
        Arguments.of(FieldType.BOOLEAN, false),
        Arguments.of(FieldType.DATE, LocalDate.of(0, 1, 1)),
        Arguments.of(FieldType.DATE, LocalDate.of(9999, 12, 31)),
        Arguments.of(FieldType.TIMESTAMP, Instant.parse("0000-01-01T00:00:00Z")),
        Arguments.of(FieldType.TIMESTAMP, Instant.parse("9999-12-31T23:59:59.999999999Z")),
        Arguments.of(FieldType.STRING, ""),
        Arguments.of(FieldType.STRING, "\u0000\"\\😀\u2028"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyValueThatAFieldMayHoldIsSealedAndOpened(FieldType type, Object value) {
    List<Object> values = List.of(value, "key");
    var types = List.of(type, FieldType.STRING);
    String cursor = cursors.seal(new Position(values), 1, "bound");
    assertThat(texts(cursors.open(cursor, types, 1, "bound")))
        .containsExactly(CellJson.plainText(value), "key");
  }

  @Test
  void nullIsSealedToo() {
    List<Object> values = new ArrayList<>(Collections.singletonList(null));
    values.add("key");
    String cursor = cursors.seal(new Position(values), 1, "bound");
    var types = List.of(FieldType.DATE, FieldType.STRING);
    assertThat(texts(cursors.open(cursor, types, 1, "bound"))).containsExactly(null, "key");
  }

  @Test
  void whatWouldTakeTooMuchIsSealedAsItsKey() {
    var types = Collections.nCopies(3, FieldType.STRING);
    for (String text : List.of("x".repeat(4_080), "x".repeat(4_081), "x".repeat(1_000_000))) {
      String cursor = cursors.seal(new Position(List.of(text, "one", "two")), 2, "bound");
      assertThat(cursor).hasSizeLessThan(5_600);
      assertThat(texts(cursors.open(cursor, types, 2, "bound")))
          .isEqualTo(text.length() == 4_080 ? List.of(text, "one", "two") : List.of("one", "two"));
    }
  }

  private static List<String> texts(Outcome<Position> opened) {
    assertThat(opened).isInstanceOf(Passed.class);
    List<String> texts = new ArrayList<>();
    ((Passed<Position>) opened)
        .value()
        .values()
        .forEach(value -> texts.add(value == null ? null : CellJson.plainText(value)));
    return texts;
  }
}
