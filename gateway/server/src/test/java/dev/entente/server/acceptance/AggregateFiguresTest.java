package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What aggregates come to over HTTP: their figures, prices and limits. */
class AggregateFiguresTest {
  private static final String CALL = "/v1/agreements/orchard/datasets/%s/aggregate";
  private static final String COUNT = "{\"measures\":{\"n\":\"count\"}}";

  @TempDir private Path directory;

  /** Sizes and ratios are told in sums alone; prices and grades in full. */
  private TinyAlliance alliance(String records) {
    return new TinyAlliance(directory)
        .write(
            "datasets/accounts.yaml",
            """
            dataset: accounts
            title: Accounts
            source: {connector: files, path: data/accounts.ndjson}
            key: [id]
            aggregate: {k: 2}
            fields:
              id:    {type: string,  category: accounts, value: 1, stage: early}
              team:  {type: string,  category: accounts, value: 1, stage: early}
              grade: {type: decimal, category: accounts, value: 1, stage: early}
              price: {type: decimal, category: accounts, value: 2, stage: early}
              size:  {type: integer, category: accounts, value: 5, stage: mid, weaker: {early: {release: aggregate}}}
              ratio: {type: number,  category: accounts, value: 5, stage: mid, weaker: {early: {release: aggregate}}}
            """)
        .write("data/accounts.ndjson", records);
  }

  private static String nine() {
    return """
        {"id": "a", "team": "A", "grade": "1.0",  "price": "0.10",  "size": 1,    "ratio": 0.1}
        {"id": "b", "team": "A", "grade": "1.00", "price": "0.200", "size": 2,    "ratio": 0.2}
        {"id": "c", "team": "A", "grade": "2",    "price": "0.30",  "size": null, "ratio": null}
        {"id": "d", "team": "A", "grade": "2.0",  "price": "1e20",  "size": 4,    "ratio": 0.3}
        {"id": "e", "team": "A", "grade": "2",    "price": "0.001", "size": 8}
        {"id": "f", "grade": "3",     "size": 9007199254740991,   "ratio": 1}
        {"id": "g", "grade": "3.000", "size": 1,                  "ratio": 2}
        {"id": "h", "team": "Z", "grade": "3", "ratio": 0.5}
        {"id": "i", "team": "Z", "grade": "1"}
        """;
  }

  private Reply ask(RunningGateway gateway, TinyAlliance alliance, String body) {
    return ask(gateway, alliance, "accounts", body);
  }

  private static Reply ask(
      RunningGateway gateway, TinyAlliance alliance, String dataset, String body) {
    return new Probe(gateway)
        .send(HandMade.post(gateway, alliance.orchard, CALL.formatted(dataset), body));
  }

  @Test
  void figuresAreExactNullsCountForNothingAndWhatIsOfTooFewIsNull() {
    TinyAlliance alliance = alliance(nine());
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      JsonNode json =
          ask(
                  gateway,
                  alliance,
                  """
                  {"group": ["team"], "measures": {"n": "count", "sum": "sum(size)", "mean": "average(size)",
                   "ratio": "sum(ratio)", "price": "sum(price)", "each": "average(price)",
                   "least": "min(price)", "most": "max(id)"}}
                  """)
              .json();
      // A's ratios would be 0.6000000000000001 in doubles. The sum of sizes of those without a team
      // is
      // larger than an integer may be; their ratios would tell of Z's only one.
      assertThat(json.get("groups"))
          .hasToString(
              "[{\"team\":\"A\",\"n\":5,\"sum\":15,\"mean\":3.75,\"ratio\":0.6,"
                  + "\"price\":\"100000000000000000000.601\",\"each\":\"20000000000000000000.1202\","
                  + "\"least\":\"0.001\",\"most\":\"e\"},"
                  + "{\"team\":\"Z\",\"n\":2,\"sum\":null,\"mean\":null,\"ratio\":null,"
                  + "\"price\":null,\"each\":null,\"least\":null,\"most\":\"i\"},"
                  + "{\"team\":null,\"n\":2,\"sum\":null,\"mean\":4503599627370496,\"ratio\":null,"
                  + "\"price\":null,\"each\":null,\"least\":null,\"most\":\"g\"}]");
      assertThat(json.get("suppressed").booleanValue()).isTrue();
    }
  }

  @Test
  void groupsOfEqualDecimalsAreOne() {
    TinyAlliance alliance = alliance(nine());
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(
              ask(gateway, alliance, "{\"group\":[\"grade\"],\"measures\":{\"n\":\"count\"}}")
                  .json()
                  .get("groups"))
          .hasToString(
              "[{\"grade\":\"1\",\"n\":3},{\"grade\":\"2\",\"n\":3},{\"grade\":\"3\",\"n\":3}]");
    }
  }

  @Test
  void eachFieldTouchedIsPricedOnceAndAnotherQuestionIsAnotherThing() {
    TinyAlliance alliance = alliance(records(60, i -> i < 30 ? "A" : "B"));
    String one = "{\"measures\":{\"s\":\"sum(size)\"},\"filter\":\"team!=Q\"}";
    String other = "{\"measures\":{\"s\":\"sum(size)\"},\"filter\":\"team==A\"}";
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertPrice("0", ask(gateway, alliance, COUNT));
      assertPrice("0.6", ask(gateway, alliance, other));
      assertPrice("0.6", ask(gateway, alliance, one));
      assertPrice("0", ask(gateway, alliance, other));
      assertPrice("0", ask(gateway, alliance, one));
    }
  }

  private static void assertPrice(String price, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/reciprocity/value").decimalValue()).isEqualByComparingTo(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"group\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"],\"measures\":{\"n\":\"count\"}}",
        "{\"group\":[\"team\",\"team\"],\"measures\":{\"n\":\"count\"}}",
        "{\"group\":[\"team\"],\"measures\":{\"team\":\"count\"}}",
        "{\"measures\":{}}",
        "{\"measures\":{\"n\":\"count\"},\"limit\":3}",
        "{\"measures\":{\"n\":\"count(size)\"}}",
        "{\"measures\":{\"n\":\"sum(size\"}}",
        "{\"measures\":{\"n\":\"sum(size);x\"}}",
        "{\"measures\":{\"n\\\"; --\":\"count\"}}",
        "{\"measures\":[\"count\"]}",
        "{}",
        "",
      })
  void whatIsNoQuestionIsMalformed(String body) {
    TinyAlliance alliance = alliance(nine());
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Probe.isRefused(ask(gateway, alliance, body), 400, "query-malformed");
    }
  }

  @Test
  void moreMeasuresOrFieldsThanMayBeAreMalformedAndAsManyAreNot() {
    TinyAlliance alliance = alliance(nine());
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, measures(16, "count")).status()).isEqualTo(200);
      Probe.isRefused(ask(gateway, alliance, measures(17, "count")), 400, "query-malformed");
      String many =
          IntStream.range(0, 33).mapToObj(i -> "f" + i + "==1").collect(Collectors.joining(","));
      Probe.isRefused(
          ask(gateway, alliance, "{\"measures\":{\"n\":\"count\"},\"filter\":\"" + many + "\"}"),
          400,
          "query-malformed");
    }
  }

  private static String measures(int count, String measure) {
    Map<String, String> measures = new LinkedHashMap<>();
    IntStream.range(0, count).forEach(i -> measures.put("m" + i, measure));
    return text(Map.of("measures", measures));
  }

  private static String text(Object json) {
    return new String(Json.write(json), StandardCharsets.UTF_8);
  }

  private static String records(int count, IntFunction<String> team) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"id\":\"%05d\",\"team\":\"%s\",\"grade\":\"1\",\"price\":\"1\",\"size\":1,\"ratio\":1}%n"
                    .formatted(i, team.apply(i)))
        .collect(Collectors.joining());
  }

  /** A page of a source has a thousand. */
  @Test
  void allRecordsCountAndSoDoAllThatAreLeftOut() {
    TinyAlliance alliance = alliance(records(2_503, _ -> "A"));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, COUNT).json().get("groups")).hasToString("[{\"n\":2503}]");
      String but = "{\"measures\":{\"n\":\"count\"},\"filter\":\"id!=02502\"}";
      Probe.isRefused(ask(gateway, alliance, but), 403, "aggregate-too-fine");
    }
  }

  /** Too many for memory are told from too many for the ledger's entry. */
  @Test
  void asManyGroupsAsAnEntryHoldsAreTold() {
    TinyAlliance alliance = alliance(records(226, i -> "T" + i / 2));
    String teams = "{\"group\":[\"team\"],\"measures\":{\"n\":\"count\"}%s}";
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply more = ask(gateway, alliance, teams.formatted(""));
      Probe.isRefused(more, 403, "aggregate-too-fine");
      assertThat(more.json().get("pointer").textValue()).isEqualTo("/group");
      Reply most = ask(gateway, alliance, teams.formatted(",\"filter\":\"id<00224\""));
      assertThat(most.status()).as(most.text()).isEqualTo(200);
      assertThat(most.json().get("groups")).hasSize(112);
    }
    assertThat(InProcess.run("audit", directory.toString()).out()).contains("everything holds");
  }

  @Test
  void moreGroupsThanMemoryIsGivenAreMalformed() {
    TinyAlliance alliance = alliance(records(10_001, i -> "T" + i));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply reply = ask(gateway, alliance, "{\"group\":[\"team\"],\"measures\":{\"n\":\"count\"}}");
      Probe.isRefused(reply, 400, "query-malformed");
      assertThat(reply.json().get("pointer").textValue()).isEqualTo("/group");
    }
  }

  /** As many fields, of names as long, and as many sets as there may be. */
  @Test
  void theLargestAnswerIsAnEntryThatIsAudited() {
    String name = "f".repeat(59);
    var fields = new StringBuilder();
    for (int i = 100; i < 132; i++) {
      fields.append(
          "  %s%d: {type: integer, category: c%d%s, value: 1, stage: early}%n"
              .formatted(name, i, i, name));
    }
    var data = new StringBuilder("id");
    IntStream.range(100, 132).forEach(i -> data.append(',').append(name).append(i));
    for (int row = 0; row < 300; row++) {
      data.append("\n").append(1000 + row);
      for (int i = 100; i < 132; i++) {
        data.append(',').append(i < 108 ? row / 60 : row);
      }
    }
    TinyAlliance alliance =
        new TinyAlliance(directory)
            .write(
                "datasets/accounts.yaml",
                "dataset: accounts\ntitle: Wide\nsource: {connector: files, path: data/wide.csv}\n"
                    + "key: [id]\naggregate: {k: 2}\nfields:\n"
                    + "  id: {type: string, category: id, value: 1, stage: early}\n"
                    + fields)
            .write("data/wide.csv", data + "\n");
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("group", IntStream.range(100, 108).mapToObj(i -> name + i).toList());
    Map<String, String> measures = new LinkedHashMap<>();
    IntStream.range(108, 124)
        .forEach(i -> measures.put("m".repeat(60) + i, "average(" + name + i + ")"));
    question.put("measures", measures);
    question.put(
        "filter",
        IntStream.range(124, 132).mapToObj(i -> name + i + ">=0").collect(Collectors.joining(";")));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply reply = ask(gateway, alliance, text(question));
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.json().get("groups")).hasSize(5);
      assertThat(reply.json().at("/groups/4/" + "m".repeat(60) + 108).doubleValue())
          .isEqualTo(269.5);
    }
    assertThat(InProcess.run("audit", directory.toString()).out()).contains("everything holds");
  }

  @Test
  void twoAgreementsTracesOfTheSameRecordsAreNotAlike() {
    TinyAlliance alliance =
        alliance(nine()).change("agreements/pear.yaml", "[secrets]", "[accounts]");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var pear = gateway.caller(alliance.pear);
      String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
      pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
      assertThat(ask(gateway, alliance, COUNT).status()).isEqualTo(200);
      String path = CALL.formatted("accounts").replace("orchard", "pear");
      assertThat(pear.post(path, COUNT).status()).isEqualTo(200);
      JsonNode ours = Ledgers.disclosed(gateway, alliance.orchard).getLast();
      JsonNode theirs = null;
      for (JsonNode listed : pear.get("/v1/agreements/pear/entries").json().get("entries")) {
        JsonNode entry =
            Json.read(java.util.Base64.getDecoder().decode(listed.get("entry").textValue()));
        theirs = entry.get("kind").textValue().equals("disclosed") ? entry : theirs;
      }
      assertThat(theirs.get("aggregate").get("k")).isEqualTo(ours.get("aggregate").get("k"));
      assertThat(theirs.get("aggregate")).isNotEqualTo(ours.get("aggregate"));
    }
  }

  @Test
  void theExampleShowsSumsAndNoSingleRepair() throws IOException {
    Path example = Path.of("../../examples/sums-only");
    assertThat(InProcess.run("check", example.toString()).exit()).isZero();
    TinyAlliance alliance =
        new TinyAlliance(directory)
            .write(
                "datasets/returns.yaml",
                Files.readString(example.resolve("datasets/returns.yaml"))
                    .replace("stage: late", "stage: mid"))
            .write("data/returns.csv", Files.readString(example.resolve("data/returns.csv")))
            .change("agreements/orchard.yaml", "[accounts]", "[returns]");
    String body =
        "{\"group\":[\"model\"],\"measures\":{\"n\":\"count\",\"hours\":\"average(hours)\",\"cost\":\"sum(cost)\"}}";
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      JsonNode json = ask(gateway, alliance, "returns", body).json();
      assertThat(json.get("suppressed").booleanValue()).isTrue();
      // Of MX-100 there are four, and QD-55's twenty-seven would give them away.
      assertThat(json.get("groups"))
          .hasToString(
              "[{\"model\":\"OL-27\",\"n\":168,\"hours\":29.38364779874214,\"cost\":\"33142.5\"},"
                  + "{\"model\":\"OL-32\",\"n\":120,\"hours\":32.64912280701754,\"cost\":\"25660.13\"},"
                  + "{\"model\":\"QD-24\",\"n\":81,\"hours\":29.435897435897434,\"cost\":\"16509.93\"}]");
      Probe.isRefused(
          ask(
              gateway,
              alliance,
              "returns",
              body.replace("{\"group\"", "{\"filter\":\"ticket!=R10000\",\"group\"")),
          403,
          "aggregate-too-fine");
    }
  }
}
