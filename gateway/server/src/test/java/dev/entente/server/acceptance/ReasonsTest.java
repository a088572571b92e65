package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is named as the cause where a field is held back, and that the cure fits it. */
class ReasonsTest {
  private static final String DATASET = "/v1/agreements/orchard/datasets/accounts";

  @TempDir private Path directory;

  private static JsonNode ask(RunningGateway gateway, TinyAlliance alliance, String body) {
    var reply =
        new Probe(gateway).send(HandMade.post(gateway, alliance.orchard, DATASET + "/query", body));
    Probe.isAnswered(reply);
    return reply.json().get("fields");
  }

  private static JsonNode look(RunningGateway gateway, TinyAlliance alliance) {
    var reply = new Probe(gateway).send(HandMade.get(gateway, alliance.orchard, DATASET));
    Probe.isAnswered(reply);
    return reply.json();
  }

  @Test
  void aCategoryThatRunsDryIsNamedAlsoOfAFieldThatWaitsForItsStage() {
    TinyAlliance alliance =
        RichAlliance.in(directory)
            .change("agreements/orchard.yaml", "purposes:", "windows: {targeting: 1.5}\npurposes:")
            .change("exchanges/campaigns.yaml", "category: performance", "category: targeting");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      JsonNode before =
          ask(gateway, alliance, "{\"fields\":[\"ticker\",\"employees\"],\"limit\":1}");
      assertThat(before.get("employees"))
          .hasToString(
              "{\"release\":\"band\",\"because\":\"stage\",\"unlock\":[\"reach stage mid\"]}");

      String dry =
          "{\"release\":\"withheld\",\"because\":\"reciprocity\","
              + "\"unlock\":[\"contribute to campaigns\",\"reach stage mid\"]}";
      JsonNode after = ask(gateway, alliance, "{}");
      assertThat(after.get("employees")).hasToString(dry);
      assertThat(after.get("margin"))
          .hasToString(
              "{\"release\":\"withheld\",\"because\":\"stage\",\"unlock\":[\"reach stage mid\"]}");
      assertThat(look(gateway, alliance).at("/fields/employees/because").textValue())
          .isEqualTo("reciprocity");
      JsonNode named =
          ask(gateway, alliance, "{\"fields\":[\"ticker\",\"employees\"],\"limit\":1}");
      assertThat(named).isEqualTo(with(before, after));
    }
  }

  /** Named fields are priced like any other; those that are not named stay withheld. */
  private static JsonNode with(JsonNode before, JsonNode after) {
    var expected = ((com.fasterxml.jackson.databind.node.ObjectNode) after).deepCopy();
    expected.set("employees", before.get("employees"));
    return expected;
  }

  /** But for what nothing could open: no exchange ever brings credit into a window of nothing. */
  @Test
  void aDatasetThatIsNotOpenYetWaitsForItsStageAndNothingElse() {
    TinyAlliance alliance =
        RichAlliance.in(directory)
            .change(
                "datasets/accounts.yaml",
                "value: 1, stage: early}\n  sector",
                "value: 1, stage: mid}\n  sector")
            .change("agreements/orchard.yaml", "purposes:", "windows: {targeting: 0}\npurposes:");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      JsonNode fields = ask(gateway, alliance, "{}");
      assertThat(fields)
          .hasSize(7)
          .allSatisfy(it -> assertThat(it.get("because").textValue()).isEqualTo("stage"));
      assertThat(fields.at("/ticker/unlock")).hasToString("[\"reach stage mid\"]");
      assertThat(fields.at("/employees/unlock")).hasToString("[]");
    }
  }

  @Test
  void ofTwoPurposesALookShowsWhatEitherWouldGiveAndAQueryWantsOneOfThem() {
    TinyAlliance alliance =
        RichAlliance.in(directory)
            .change("agreements/orchard.yaml", "[joint-planning]", "[joint-planning, support]");
    String state = "state one of the agreed purposes: joint-planning, support";
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      JsonNode shown = look(gateway, alliance).get("fields");
      assertThat(shown.at("/ticker/release").textValue()).isEqualTo("full");
      assertThat(shown.at("/ticker/unlock")).hasToString("[\"" + state + "\"]");
      assertThat(shown.at("/employees/release").textValue()).isEqualTo("band");
      assertThat(shown.at("/margin/unlock")).hasToString("[\"reach stage mid\"]");

      assertThat(ask(gateway, alliance, "{}").at("/ticker/unlock"))
          .hasToString("[\"" + state + "\"]");
      JsonNode stated = ask(gateway, alliance, "{\"purpose\":\"support\"}");
      assertThat(stated.get("ticker")).hasToString("{\"release\":\"full\"}");
    }
  }
}
