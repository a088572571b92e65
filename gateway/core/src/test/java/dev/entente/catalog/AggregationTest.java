package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manifest says of groups, and how a question for them is read. */
class AggregationTest {
  private static Dataset dataset(String aggregate) {
    String text =
        """
        {"title": "t", "key": ["id"], %s
         "fields": {"id": {"type": "string", "category": "c", "value": 1, "stage": "early"}}}
        """
            .formatted(aggregate);
    return Dataset.read(
        new DatasetId("accounts"), Doc.of(Json.read(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static Optional<Aggregation> narrowed(String terms, String manifest) {
    return dataset(terms).narrowed(dataset(manifest), (one, _) -> one).orElseThrow().aggregation();
  }

  private static AggregateQuery query(String body) {
    return AggregateQuery.read(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aManifestMakesGroupsLargerAndTheBudgetSmallerAndNeverTheOtherWay() {
    assertThat(narrowed("\"aggregate\": {\"k\": 5},", "\"aggregate\": {\"k\": 9, \"budget\": 3},"))
        .contains(new Aggregation(9, 3));
    assertThat(narrowed("\"aggregate\": {\"k\": 9, \"budget\": 3},", "\"aggregate\": {\"k\": 5},"))
        .contains(new Aggregation(9, 3));
    assertThat(narrowed("\"aggregate\": {\"k\": 9},", "")).isEmpty();
    assertThat(narrowed("", "\"aggregate\": {\"k\": 9},")).isEmpty();
  }

  @Test
  void termsSayItOnlyWhereTheManifestDoesAndReadItBack() {
    assertThat(dataset("").document()).doesNotContainKey("aggregate");
    Dataset dataset = dataset("\"aggregate\": {\"k\": 5},");
    assertThat(dataset.document().get("aggregate")).hasToString("{k=5, budget=100}");
    assertThat(Dataset.read(dataset.id(), Doc.of(Json.tree(dataset.document()))))
        .isEqualTo(dataset);
  }

  @Test
  void aQuestionNamesWhatItGroupsAndMeasures() {
    AggregateQuery query =
        query(
            """
            {"group": ["a"], "measures": {"n": "count", "s": "sum(b)", "t": "average(b)"},
             "filter": "c==1", "purpose": "p"}
            """);
    assertThat(query.measures().values()).hasToString("[count, sum(b), average(b)]");
    assertThat(query.records().fields().orElseThrow()).hasToString("[a, b]");
    assertThat(query.records().purpose()).contains("p");
    assertThat(query.records().filter()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"measures\":{}}",
        "{\"measures\":{\"n\":\"median(a)\"}}",
        "{\"measures\":{\"n\":\"sum\"}}",
        "{\"measures\":{\"n\":\"sum(a) \"}}",
        "{\"measures\":{\"n\":\"sum(a b)\"}}",
        "{\"measures\":{\"n\":\"count(a)\"}}",
        "{\"measures\":{\"\":\"count\"}}",
        "{\"measures\":{\"n\\\"\":\"count\"}}",
        "{\"group\":[\"n\"],\"measures\":{\"n\":\"count\"}}",
        "{\"group\":[\"a\",\"a\"],\"measures\":{\"n\":\"count\"}}",
        "{\"group\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"],\"measures\":{\"n\":\"count\"}}",
        "{\"measures\":{\"n\":\"count\"},\"limit\":3}",
        "{\"measures\":{\"n\":\"count\"},\"filter\":\"a=like=b\"}",
      })
  void whatIsNoQuestionIsRefused(String body) {
    assertThatThrownBy(() -> query(body)).isInstanceOf(Malformed.class);
  }

  @Test
  void aQuestionTouchesNoMoreFieldsThanAnEntryHolds() {
    var filter = new StringBuilder("a0==1");
    for (int i = 1; i < 32; i++) {
      filter.append(";a").append(i).append("==1");
    }
    String body = "{\"measures\":{\"n\":\"count\"},\"filter\":\"%s\"}";
    assertThat(query(body.formatted(filter))).isNotNull();
    assertThatThrownBy(() -> query(body.formatted(filter + ";b==1")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("32");
  }
}
