package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OPA server's Compile API answers, as conditions. */
class IncludeRuleTest {
  private static final String TICKER =
      "{'type': 'field', 'operator': 'eq', 'field': 'row.ticker', 'value': 'A'}";

  @Test
  void without_a_result_no_row_may_be_touched() {
    for (String none : new String[] {"{}", "{'hints': []}"}) {
      assertThat(told(none)).isEqualTo("{'or':[]}");
      assertThat(((Rows.Where) read(none)).condition().holds(_ -> "A")).isFalse();
    }
  }

  @Test
  void with_an_empty_query_every_row_may_be() {
    assertThat(read("{'result': {'query': {}}}")).isEqualTo(new Rows.Every());
  }

  @ParameterizedTest
  @CsvSource({"eq,==", "ne,!=", "lt,<", "lte,<=", "gt,>", "gte,>="})
  void each_comparison_is_one_of_ours(String operator, String ours) {
    assertThat(query(TICKER.replace("eq", operator)))
        .isEqualTo("{'field':'ticker','operator':'" + ours + "','value':'A'}");
  }

  @Test
  void compounds_nest() {
    assertThat(
            query(
                compound(
                    "or",
                    TICKER,
                    compound(
                        "not",
                        compound(
                            "and",
                            TICKER.replace("eq", "in").replace("'A'", "['A', 'B']"),
                            TICKER.replace("ticker", "employees").replace("'A'", "5"))))))
        .isEqualTo(
            "{'or':[{'field':'ticker','operator':'==','value':'A'},"
                + "{'or':[{'not':{'field':'ticker','operator':'in','value':['A','B']}},"
                + "{'field':'employees','operator':'!=','value':5}]}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "true",
        "{'result': null}",
        "{'result': {}}",
        "{'result': true}",
        "{'result': []}",
        "{'result': {'query': null}}",
        "{'result': {'query': []}}",
        "{'result': {'query': true}}",
        "{'result': {'query': {}, 'masks': {}}}",
        "{'result': {'query': {}}, 'warning': 'x'}",
        "{'query': {}}",
        "{'code': 'x'}",
      })
  void what_is_no_answer_is_a_failure_to_decide(String answer) {
    assertRefused(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'field'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.ticker'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.ticker', 'value': null}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.ticker', 'value': {'field': 'row.margin'}}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.nobody', 'value': 'A'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'ticker', 'value': 'A'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'our.ticker', 'value': 'A'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.a.b', 'value': 'A'}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.', 'value': 'A'}",
        "{'type': 'field', 'operator': 'startswith', 'field': 'row.ticker', 'value': 'A'}",
        "{'type': 'field', 'operator': 'in', 'field': 'row.ticker', 'value': []}",
        "{'type': 'field', 'operator': 'eq', 'field': 'row.employees', 'value': 'many'}",
        "{'type': 'compound', 'operator': 'and', 'value': []}",
        "{'type': 'compound', 'operator': 'or', 'value': []}",
        "{'type': 'compound', 'operator': 'not', 'value': []}",
        "{'type': 'compound', 'operator': 'not', 'value': [TICKER, TICKER]}",
        "{'type': 'compound', 'operator': 'nor', 'value': [TICKER]}",
        "{'type': 'compound', 'operator': 'and', 'value': TICKER}",
        "{'type': 'compound', 'operator': 'and', 'value': [{}]}",
        "{'type': 'document', 'operator': 'and', 'value': [TICKER]}",
        "{'operator': 'and', 'value': [TICKER]}",
      })
  void what_is_no_condition_is_a_failure_to_decide(String query) {
    assertRefused("{'result': {'query': " + query.replace("TICKER", TICKER) + "}}");
  }

  @Test
  void a_bundle_may_have_the_rule_where_a_module_of_its_package_has_the_word() {
    assertThat(isIn("package entente.rows\n\ninclude if input.row.x == 1\n")).isTrue();
    assertThat(isIn("# x\n  package entente.rows # y\n\ndefault include := false\n")).isTrue();
    assertThat(isIn("package entente[\"rows\"]\ninclude if true")).isTrue();
    assertThat(isIn("package entente\nrows.include if true")).isTrue();
    assertThat(isIn("package # c\nentente.rows\ninclude if true")).isTrue();
    assertThat(isIn("package entente.rows.include\nx if true")).isTrue();

    assertThat(isIn("package entente.rows\n\n# include\ntouched := 1\n")).isFalse();
    assertThat(isIn("package entente.rows\n\nincluded := 1\n")).isFalse();
    assertThat(isIn("package entente.rows_test\ntest_it if rows.include")).isFalse();
    assertThat(isIn("package entente.custom\ninclude if true")).isFalse();
    assertThat(IncludeRule.isIn(Bundle.standard())).isFalse();
  }

  @Test
  void in_this_process_a_bundle_with_the_rule_does_not_start() {
    Bundle bundle = bundle("package entente.rows\n\ninclude if input.row.x == 1\n");
    assertThatThrownBy(() -> WasmPolicy.start(bundle))
        .isInstanceOf(BundleRefused.class)
        .hasMessageContaining("policy: {engine: opa, url: …}");
  }

  private static boolean isIn(String module) {
    return IncludeRule.isIn(bundle(module));
  }

  private static Bundle bundle(String module) {
    return Bundle.read(Tar.of(Map.of("/a.rego", module.getBytes(UTF_8))));
  }

  private static String compound(String operator, String... parts) {
    return "{'type': 'compound', 'operator': '%s', 'value': [%s]}"
        .formatted(operator, String.join(", ", parts));
  }

  private static String query(String query) {
    return told("{'result': {'query': " + query + "}}");
  }

  private static String told(String answer) {
    return new String(Json.write(read(answer).document()), UTF_8).replace('"', '\'');
  }

  private static void assertRefused(String answer) {
    assertThatThrownBy(() -> read(answer))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("is not understood");
  }

  private static Rows read(String answer) {
    return IncludeRule.read(
        Json.read(answer.replace('\'', '"').getBytes(UTF_8)), Questions.early().dataset());
  }
}
