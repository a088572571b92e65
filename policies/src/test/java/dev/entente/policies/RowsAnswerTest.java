package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.disclosure.Rows;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsAnswerTest {
  private static final Dataset DATASET =
      Dataset.read(
          new DatasetId("things"),
          Doc.of(
              Json.read(
                  quoted(
                      "{'title': 'T', 'key': ['id'], 'fields': {"
                          + Arrays.stream(
                                  "string integer number decimal boolean date timestamp".split(" "))
                              .map(
                                  type -> field(type.equals("string") ? "id" : type, type, "early"))
                              .collect(Collectors.joining(","))
                          + ", 'region': {'type': 'string', 'stage': 'never', 'rows': true}"
                          + ", 'secret': {'type': 'string', 'stage': 'never'}}}"))));

  private static String field(String name, String type, String stage) {
    return "'%s': {'type': '%s', 'category': 'c', 'value': 1, 'stage': '%s'}"
        .formatted(name, type, stage);
  }

  @Test
  void all_is_said_and_means_every_row() {
    assertThat(read("'all'")).isEqualTo(new Rows.Every());
  }

  @Test
  void each_type_is_written_as_records_show_it() {
    assertThat(value("id", "'x'")).isEqualTo("x");
    assertThat(value("integer", "-42")).isEqualTo(-42L);
    assertThat(value("integer", "42.0")).isEqualTo(42L);
    assertThat(value("number", "12.5")).isEqualTo(12.5);
    assertThat(value("number", "3")).isEqualTo(3.0);
    assertThat(value("decimal", "'12.50'")).isEqualTo(new BigDecimal("12.50"));
    assertThat(value("decimal", "12.5")).isEqualTo(new BigDecimal("12.5"));
    assertThat(value("boolean", "true")).isEqualTo(true);
    assertThat(value("date", "'2026-11-26'")).isEqualTo(LocalDate.of(2026, 11, 26));
    assertThat(value("timestamp", "'2026-11-26T09:00:00+01:00'"))
        .isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
  }

  @Test
  void a_field_that_is_never_released_may_be_named_where_the_manifest_lets_it() {
    assertThat(value("region", "'EMEA'")).isEqualTo("EMEA");
  }

  @ParameterizedTest
  @CsvSource({
    "==,EQUAL,NOT_EQUAL",
    "!=,NOT_EQUAL,EQUAL",
    "<,LESS,GREATER_OR_EQUAL",
    "<=,LESS_OR_EQUAL,GREATER",
    ">,GREATER,LESS_OR_EQUAL",
    ">=,GREATER_OR_EQUAL,LESS"
  })
  void each_operator_has_its_opposite(String symbol, Operator operator, Operator opposite) {
    String comparison = "{'field': 'integer', 'operator': '" + symbol + "', 'value': 7}";
    assertThat(condition(comparison)).isEqualTo(compared("integer", operator, 7L));
    assertThat(condition("{'not': " + comparison + "}"))
        .isEqualTo(compared("integer", opposite, 7L));
  }

  @Test
  void conditions_nest_and_not_goes_down_to_the_comparisons() {
    String in = "{'field': 'id', 'operator': 'in', 'value': ['a', 'b']}";
    String less = "{'field': 'number', 'operator': '<', 'value': 1}";
    assertThat(condition("{'or': [" + in + ", {'not': {'and': [" + in + ", " + less + "]}}]}"))
        .isEqualTo(
            new Filter.Any(
                List.of(
                    compared("id", Operator.IN, "a", "b"),
                    new Filter.Any(
                        List.of(
                            compared("id", Operator.NOT_IN, "a", "b"),
                            compared("number", Operator.GREATER_OR_EQUAL, 1.0))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null@",
        "true@",
        "[]@",
        "'every'@",
        "''@",
        "{}@",
        "{'and': []}@/and",
        "{'or': []}@/or",
        "{'not': {}}@/not",
        "{'not': []}@/not",
        "{'not': 'all'}@/not",
        "{'and': ['all']}@/and/0",
        "{'and': {'field': 'id', 'operator': '==', 'value': 'x'}}@/and",
        "{'and': [{'field': 'id', 'operator': '==', 'value': 'x'}, {'or': []}]}@/and/1/or",
        "{'and': null}@/and",
        "{'and': [{'field': 'id', 'operator': '==', 'value': 'x'}], 'or': []}@/or",
        "{'and': [{'field': 'id', 'operator': '==', 'value': 'x'}], 'value': 1}@/value",
        "{'field': 'id', 'operator': '=='}@",
        "{'field': 'id', 'value': 'x'}@",
        "{'operator': '==', 'value': 'x'}@",
        "{'field': 'id', 'operator': '==', 'value': 'x', 'not': true}@/field",
        "{'field': 'id', 'operator': '==', 'value': null}@",
        "{'field': 'id', 'operator': '==', 'value': ['x']}@/value",
        "{'field': 'id', 'operator': '==', 'value': 1}@/value",
        "{'field': 'id', 'operator': 'like', 'value': 'x*'}@/operator",
        "{'field': 'id', 'operator': '=', 'value': 'x'}@/operator",
        "{'field': 'id', 'operator': 1, 'value': 'x'}@/operator",
        "{'field': 'id', 'operator': 'in', 'value': 'x'}@/value",
        "{'field': 'id', 'operator': 'in', 'value': []}@/value",
        "{'field': 'id', 'operator': 'in', 'value': ['x', null]}@/value/1",
        "{'field': 'nobody', 'operator': '==', 'value': 'x'}@/field",
        "{'field': 'secret', 'operator': '==', 'value': 'x'}@/field",
        "{'field': 'No Name', 'operator': '==', 'value': 'x'}@/field",
        "{'field': 'integer', 'operator': '==', 'value': '1'}@/value",
        "{'field': 'integer', 'operator': '==', 'value': 1.5}@/value",
        "{'field': 'integer', 'operator': '==', 'value': 9007199254740992}@/value",
        "{'field': 'number', 'operator': '==', 'value': 1e999}@/value",
        "{'field': 'decimal', 'operator': '==', 'value': 'x'}@/value",
        "{'field': 'decimal', 'operator': '==', 'value': '1e999999999'}@/value",
        "{'field': 'boolean', 'operator': '==', 'value': 'true'}@/value",
        "{'field': 'date', 'operator': '==', 'value': '26.11.2026'}@/value",
        "{'field': 'timestamp', 'operator': '==', 'value': '2026-11-26'}@/value",
      })
  void what_is_no_condition_is_refused_at_its_place(String rows) {
    int at = rows.indexOf('@');
    assertThatThrownBy(() -> read(rows.substring(0, at)))
        .isInstanceOfSatisfying(
            Malformed.class, e -> assertThat(e.pointer()).isEqualTo(rows.substring(at + 1)));
  }

  @Test
  void what_is_too_deep_or_too_long_is_refused() {
    String one = "{'field': 'id', 'operator': '==', 'value': 'x'}";
    assertThat(read("{'not':".repeat(63) + one + "}".repeat(63))).isInstanceOf(Rows.Where.class);
    assertThatThrownBy(() -> read("{'not':".repeat(64) + one + "}".repeat(64)))
        .hasMessageContaining("64 deep");
    String many = (one + ",").repeat(199);
    assertThat(read("{'or': [" + many + one + "]}")).isInstanceOf(Rows.Where.class);
    assertThatThrownBy(() -> read("{'or': [" + many + one + "," + one + "]}"))
        .hasMessageContaining("200 comparisons");
    assertThatThrownBy(
            () ->
                read(
                    "{'field': 'id', 'operator': 'in', 'value': ["
                        + "'x',".repeat(1_000)
                        + "'x']}"))
        .hasMessageContaining("1 to 1000");
  }

  @Test
  void it_is_told_as_it_was_said() {
    String said =
        "{'or':[{'and':[{'field':'date','operator':'<=','value':'2026-11-26'},"
            + "{'field':'decimal','operator':'>','value':'1.5'}]},"
            + "{'not':{'field':'integer','operator':'in','value':[1,2]}},"
            + "{'field':'boolean','operator':'!=','value':true}]}";
    assertThat(Json.write(read(said).document()))
        .asString()
        .isEqualTo(new String(quoted(said), StandardCharsets.UTF_8));
    assertThat(read("'all'").document()).isEqualTo("all");
  }

  private static Object value(String field, String value) {
    var comparison =
        (Filter.Comparison)
            condition("{'field': '%s', 'operator': '==', 'value': %s}".formatted(field, value));
    return comparison.values().getFirst();
  }

  private static Filter condition(String rows) {
    return ((Rows.Where) read(rows)).condition();
  }

  private static Filter compared(String field, Operator operator, Object... values) {
    return new Filter.Comparison(new FieldName(field), operator, List.of(values));
  }

  private static Rows read(String rows) {
    return RowsAnswer.read(Doc.of(Json.read(quoted(rows))), DATASET);
  }

  private static byte[] quoted(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
