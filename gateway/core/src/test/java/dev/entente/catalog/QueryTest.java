package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  @Test
  void anEmptyBodyAndAnEmptyObjectAskForEverything() {
    for (Query query : List.of(Query.read(new byte[0]), read("{}"))) {
      assertThat(query.fields()).isEmpty();
      assertThat(query.filter()).isEmpty();
      assertThat(query.sort()).isEmpty();
      assertThat(query.limit()).isEqualTo(100);
      assertThat(query.cursor()).isEmpty();
      assertThat(query.purpose()).isEmpty();
    }
  }

  @Test
  void everyMemberIsRead() {
    var query =
        read(
            """
            {"fields":["b","a"],"filter":"a==1","sort":["-b","a"],"limit":7,"cursor":"c","purpose":"p"}\
            """);
    assertThat(query.fields()).contains(List.of(new FieldName("b"), new FieldName("a")));
    assertThat(query.filter()).isPresent();
    assertThat(query.sort())
        .containsExactly(new Sort(new FieldName("b"), true), new Sort(new FieldName("a"), false));
    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.cursor()).contains("c");
    assertThat(query.purpose()).contains("p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"limit\":0}|/limit",
        "{\"limit\":1001}|/limit",
        "{\"limit\":-1}|/limit",
        "{\"limit\":10.0}|/limit",
        "{\"limit\":1e-400}|/limit",
        "{\"limit\":1e400}|/limit",
        "{\"limit\":10.0000000000000000000001}|/limit",
        "{\"limit\":\"10\"}|/limit",
        "{\"fields\":\"a\"}|/fields",
        "{\"fields\":[\"a\",\"a\"]}|/fields/1",
        "{\"fields\":[\"a b\"]}|/fields/0",
        "{\"fields\":[1]}|/fields/0",
        "{\"sort\":[\"--a\"]}|/sort/0",
        "{\"sort\":[\"a\",\"a\"]}|/sort/1",
        "{\"sort\":[\"\"]}|/sort/0",
        "{\"filter\":1}|/filter",
        "{\"cursor\":1}|/cursor",
        "{\"purpose\":[\"p\"]}|/purpose",
        "{\"limits\":1}|/limits",
        "{\"group\":[]}|/group",
        "[]|``",
        "null|``",
      })
  void aWrongMemberIsRefusedAtItsPlace(String body, String pointer) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> read(body))
        .satisfies(e -> assertThat(e.pointer()).isEqualTo(pointer));
  }

  @Test
  void theBoundsOfALimitAreItsOwn() {
    assertThat(read("{\"limit\":1}").limit()).isEqualTo(1);
    assertThat(read("{\"limit\":1000}").limit()).isEqualTo(1000);
  }

  @Test
  void theShapeIsThatOfAllButTheCursor() {
    var shape = read("{\"limit\":7,\"sort\":[\"a\"]}").shape();
    assertThat(read("{\"sort\": [\"a\"], \"cursor\":\"x\", \"limit\":7}").shape()).isEqualTo(shape);
    assertThat(read("{\"limit\":8,\"sort\":[\"a\"]}").shape()).isNotEqualTo(shape);
    assertThat(read("{\"limit\":7,\"sort\":[\"-a\"]}").shape()).isNotEqualTo(shape);
    assertThat(read("{\"limit\":7,\"sort\":[\"a\"],\"purpose\":\"p\"}").shape())
        .isNotEqualTo(shape);
  }

  private static Query read(String body) {
    return Query.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
