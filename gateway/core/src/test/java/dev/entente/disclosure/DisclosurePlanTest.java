package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Query;
import dev.entente.json.Json;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosurePlanTest {
  private final FakePolicy policy = new FakePolicy().hiding("scout");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"fields\":[\"ticker\",\"NAME\"]}",
        "{\"sort\":[\"-NAME\"]}",
        "{\"filter\":\"NAME==x\"}",
        "{\"filter\":\"ticker==x,(sector==y;NAME=in=(1,2))\"}",
        "{\"fields\":[\"NAME\"],\"sort\":[\"NAME\"],\"filter\":\"NAME=gt=1\"}",
      })
  void aHiddenFieldIsByteForByteAsUnknownAsNone(String query) {
    // As long as each other, so that the name itself is the only difference.
    String hidden = refused(query.replace("NAME", "scout"), "early");
    String unknown = refused(query.replace("NAME", "stock"), "early");
    assertThat(hidden).isEqualTo(unknown.replace("stock", "scout")).contains("field-unknown");
  }

  @ParameterizedTest
  @CsvSource({"employees,early", "margin,early", "rating,early", "award,early", "margin,mid"})
  void whatIsNotSeenInFullIsNeitherFilteredNorSortedOn(String field, String stage) {
    assertThat(refused("{\"filter\":\"" + field + "==1\"}", stage))
        .contains("field-not-released", "\"pointer\":\"/filter\"");
    assertThat(refused("{\"filter\":\"city==x;" + field + "!=1\"}", stage))
        .contains("field-not-released");
    assertThat(refused("{\"sort\":[\"city\",\"-" + field + "\"]}", stage))
        .contains("field-not-released", "\"pointer\":\"/sort\"");
  }

  @Test
  void aWithheldFieldMayBeAskedForAndIsNotShown() {
    var plan = plan("{\"fields\":[\"ticker\",\"margin\"]}", "early");
    assertThat(priced(plan)).containsExactly("ticker 1");
    assertThat(plan.reads()).hasToString("[ticker]");
  }

  @Test
  void fieldsLeftOutMeanAllThatWouldBeReleased() {
    assertThat(priced(plan("{}", "early")))
        .containsExactly("ticker 1", "sector 1", "employees 1.5", "city 2", "rating 10");
    assertThat(priced(plan("{}", "mid"))).contains("employees 5");
  }

  @Test
  void fieldsFilteredAndSortedOnArePricedThoughTheyAreNotShown() {
    var plan =
        plan("{\"fields\":[\"ticker\"],\"filter\":\"sector==x\",\"sort\":[\"city\"]}", "early");
    assertThat(priced(plan)).containsExactly("ticker 1", "sector 1", "city 2");
    assertThat(plan.columns())
        .extracting(DisclosurePlan.Column::shown)
        .containsExactly(true, false, false);
    assertThat(plan.reads()).hasToString("[ticker, sector, city]");
  }

  @Test
  void theKeyIsReadButNotPricedWhereItIsNotAskedFor() {
    var plan = plan("{\"fields\":[\"city\"]}", "early");
    assertThat(priced(plan)).containsExactly("city 2");
    assertThat(plan.reads()).hasToString("[ticker, city]");
  }

  @Test
  void whereNothingIsShownNoRowIsRead() {
    assertThat(plan("{\"fields\":[]}", "early").showsAnything()).isFalse();
    assertThat(plan("{\"fields\":[\"margin\"],\"filter\":\"city==x\"}", "early").showsAnything())
        .isFalse();
  }

  @Test
  void aFiltersValuesGetTheTypesOfTheirFields() {
    var filter = plan("{\"filter\":\"employees=in=(5,7)\"}", "mid").filter().orElseThrow();
    assertThat(((Comparison) filter).values()).containsExactly(5L, 7L);
    assertThat(refused("{\"filter\":\"employees==many\"}", "mid"))
        .contains("query-malformed", "employees: `many` is no integer", "/filter");
  }

  @Test
  void theRevisionIsThatOfThePolicyThatDecided() {
    Policy one = new FakePolicy().hiding("city");
    Policy two = policy;
    policy.become("two");
    Policy[] inForce = {one};
    Policy switching =
        new Policy() {
          @Override
          public Policy current() {
            Policy now = inForce[0];
            inForce[0] = two; // another comes between the question and the answer
            return now;
          }

          @Override
          public PolicyRevision revision() {
            return inForce[0].revision();
          }

          @Override
          public Decision decide(PolicyInput input) {
            return inForce[0].decide(input);
          }

          @Override
          public java.util.List<GateState> gates(PromotionInput input) {
            return inForce[0].gates(input);
          }
        };
    var plan = passed(DisclosurePlan.make(switching, Inputs.at("early"), read("{}")));
    assertThat(plan.policy()).isEqualTo(one.revision());
    assertThat(plan.decision().released()).doesNotContainKey(new FieldName("city"));
    var next = passed(DisclosurePlan.make(switching, Inputs.at("early"), read("{}")));
    assertThat(next.policy()).isEqualTo(FakePolicy.revision("two"));
    assertThat(next.decision().released()).containsKey(new FieldName("city"));
  }

  private static java.util.List<String> priced(DisclosurePlan plan) {
    return plan.priced().stream().map(field -> field.field() + " " + field.first()).toList();
  }

  private DisclosurePlan plan(String query, String stage) {
    return passed(DisclosurePlan.make(policy, Inputs.at(stage), read(query)));
  }

  private static DisclosurePlan passed(Outcome<DisclosurePlan> outcome) {
    return ((Outcome.Passed<DisclosurePlan>) outcome).value();
  }

  private String refused(String query, String stage) {
    Problem problem =
        ((Outcome.Refused<DisclosurePlan>)
                DisclosurePlan.make(policy, Inputs.at(stage), read(query)))
            .problem();
    assertThat(problem.code()).isNotEqualTo(ProblemCode.INTERNAL);
    return new String(Json.write(problem.document()), StandardCharsets.UTF_8);
  }

  private static Query read(String query) {
    return Query.read(query.getBytes(StandardCharsets.UTF_8));
  }
}
