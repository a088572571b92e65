package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.TermsReader;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private final House house = House.open();

  @Test
  void theStandingIsTheJointView() {
    house.ask("{}");
    assertThat(House.text(house.get(House.ORCHARD + "/standing")))
        .isEqualTo(
            """
            {"stage":"early","given":44.5,"received":0,"exposure":44.5,"reserved":0,"window":500,\
            "remaining":455.5,"categories":{\
            "accounts":{"given":3,"received":0,"exposure":3,"reserved":0,"window":null,"remaining":null},\
            "margins":{"given":0,"received":0,"exposure":0,"reserved":0,"window":50,"remaining":50},\
            "performance":{"given":0,"received":0,"exposure":0,"reserved":0,"window":null,"remaining":null},\
            "targeting":{"given":41.5,"received":0,"exposure":41.5,"reserved":0,"window":null,"remaining":null}},\
            "unacknowledged":{"count":1,"oldest":"2026-11-22T10:00:00Z","overdue":0,"entries":[5]},\
            "next":{"stage":"mid","gates":[\
            {"gate":"cleared","met":false,"have":0,"need":1500,"missing":1500}]}}""");
  }

  @Test
  void datasetsAreListedAndDescribed() {
    assertThat(House.text(house.get(House.ORCHARD + "/datasets")))
        .isEqualTo("{\"datasets\":[{\"dataset\":\"accounts\",\"title\":\"Accounts we sell to\"}]}");
    var described = House.json(house.get(House.ORCHARD + "/datasets/accounts"));
    assertThat(described.get("key")).hasToString("[\"ticker\"]");
    assertThat(described.get("fields").get("employees"))
        .hasToString(
            "{\"type\":\"integer\",\"category\":\"targeting\",\"value\":5,\"release\":\"band\","
                + "\"because\":\"stage\",\"unlock\":[\"reach stage mid\"]}");
    assertThat(house.source.selections()).isEmpty();
  }

  @Test
  void ofSeveralPurposesEachFieldIsShownAsUnderTheOneThatGivesMost() {
    var two =
        House.open(SampleTerms.with("[\"joint-planning\"]", "[\"joint-planning\", \"support\"]"));
    var fields = House.json(two.get(House.ORCHARD + "/datasets/accounts")).get("fields");
    assertThat(fields.get("sector"))
        .hasToString(
            "{\"type\":\"string\",\"category\":\"targeting\",\"value\":1,\"release\":\"full\","
                + "\"because\":\"purpose\","
                + "\"unlock\":[\"state one of the agreed purposes: joint-planning, support\"]}");
    assertThat(fields.at("/employees/release").textValue()).isEqualTo("band");
    assertThat(fields.at("/employees/because").textValue()).isEqualTo("stage");
    assertThat(fields.at("/employees/unlock"))
        .hasToString(
            "[\"reach stage mid\",\"state one of the agreed purposes: joint-planning, support\"]");
    assertThat(fields.at("/margin/unlock")).hasToString("[\"reach stage late\"]");
  }

  @Test
  void aPurposeThatThePolicyKeepsAFieldFromIsNotTheOneToState() {
    var two =
        House.open(SampleTerms.with("[\"joint-planning\"]", "[\"joint-planning\", \"support\"]"));
    two.policy.keepingFrom("joint-planning", "sector");
    var fields = House.json(two.get(House.ORCHARD + "/datasets/accounts")).get("fields");
    assertThat(fields.at("/sector/release").textValue()).isEqualTo("full");
    assertThat(fields.at("/sector/unlock"))
        .hasToString("[\"state one of the agreed purposes: support\"]");
  }

  @Test
  void aKeyThatThePolicyHidesIsNotNamed() {
    house.policy.hiding("ticker");
    var answer = house.get(House.ORCHARD + "/datasets/accounts");
    assertThat(House.json(answer).get("key")).isEmpty();
    assertThat(House.text(answer)).doesNotContain("ticker");
    assertThat(House.text(house.ask("{}"))).doesNotContain("ticker");
  }

  /** Canonical JSON sorts names, so terms that were read back have lost the manifest's order. */
  @Test
  void recordsKeepTheManifestsOrderUnderTermsThatWereReadBack() {
    var terms = SampleTerms.terms();
    var back = TermsReader.read(terms.canonical());
    var narrowed =
        back.datasets()
            .get(SampleTerms.ACCOUNTS)
            .narrowed(terms.datasets().get(SampleTerms.ACCOUNTS), back.ladder()::later);
    assertThat(narrowed).contains(terms.datasets().get(SampleTerms.ACCOUNTS));
  }
}
