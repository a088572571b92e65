package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Aggregates over HTTP: sixty accounts of three sectors, thirty, twenty-seven and three of them,
 * whose employees stage early tells of groups alone.
 */
class AggregateTest {
  private static final String AGGREGATE = "/v1/agreements/orchard/datasets/accounts/aggregate";
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String MEAN =
      "\"measures\":{\"n\":\"count\",\"mean\":\"average(employees)\"}";

  @TempDir private Path directory;

  private TinyAlliance alliance() {
    return new TinyAlliance(directory)
        .change("datasets/accounts.yaml", "key: [ticker]", "key: [ticker]\naggregate: {k: 5}")
        .change(
            "datasets/accounts.yaml",
            "{release: band, bounds: [100, 1000]}",
            "{release: aggregate}")
        .write("data/accounts.csv", rows(60, ""));
  }

  /** Each has a hundred employees more than the one before. */
  private static String rows(int count, String notes) {
    var rows = new StringBuilder("ticker,sector,employees,margin,notes\n");
    for (int i = 0; i < count; i++) {
      String sector = i < 30 ? "Software" : i < 57 ? "Energy" : "Hardware";
      rows.append("T%d,%s,%d,0.5,%s%n".formatted(100 + i, sector, 100 * i, notes));
    }
    return rows.toString();
  }

  private static Reply ask(RunningGateway gateway, TinyAlliance alliance, String body) {
    return new Probe(gateway).send(HandMade.post(gateway, alliance.orchard, AGGREGATE, body));
  }

  private static Reply ask(
      RunningGateway gateway, TinyAlliance alliance, String filter, String more) {
    return ask(gateway, alliance, "{\"filter\":\"%s\",%s%s}".formatted(filter, MEAN, more));
  }

  @Test
  void groupsOfEnoughAreToldPricedAndReceipted() {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply reply = ask(gateway, alliance, "{\"group\":[\"sector\"]," + MEAN + "}");

      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      JsonNode json = reply.json();
      // Hardware is too small, and Energy would give it away.
      assertThat(json.get("groups"))
          .hasToString("[{\"sector\":\"Software\",\"n\":30,\"mean\":1450}]");
      assertThat(json.get("k").intValue()).isEqualTo(5);
      assertThat(json.get("left").intValue()).isEqualTo(99);
      assertThat(json.get("suppressed").booleanValue()).isTrue();
      assertThat(json.at("/fields/employees/release").textValue()).isEqualTo("aggregate");
      assertThat(json.at("/fields/employees/unlock/0").textValue()).isEqualTo("reach stage mid");
      // A tenth of the sector's 1 and of the employees' 5.
      assertThat(json.at("/reciprocity/value").decimalValue()).isEqualByComparingTo("0.6");
      assertThat(claims(json).get("records").textValue())
          .isEqualTo(Sha256.hash(Json.canonical(json.get("groups"))).toString());

      JsonNode entry = Ledgers.disclosed(gateway, alliance.orchard).getLast();
      assertThat(entry.get("value").decimalValue()).isEqualByComparingTo("0.6");
      assertThat(entry.at("/aggregate/k").intValue()).isEqualTo(5);
      assertThat(entry.toString()).doesNotContain("Software", "1450");

      Reply again = ask(gateway, alliance, "{\"group\":[\"sector\"]," + MEAN + "}");
      assertThat(again.json().get("groups")).isEqualTo(json.get("groups"));
      assertThat(again.json().get("left").intValue()).isEqualTo(99);
      assertThat(again.json().at("/reciprocity/value").decimalValue()).isEqualByComparingTo("0");
    }
    assertThat(audited()).contains("everything holds");
  }

  @Test
  void recordsNeverShowWhatIsReleasedAsAggregate() {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      for (String body : new String[] {"{}", "{\"fields\":[\"ticker\",\"employees\"]}"}) {
        Reply reply =
            new Probe(gateway).send(HandMade.post(gateway, alliance.orchard, QUERY, body));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("records").get(0).has("employees")).isFalse();
        assertThat(reply.json().at("/fields/employees/release").textValue()).isEqualTo("aggregate");
      }
      for (String part :
          new String[] {"\"filter\":\"employees=gt=3\"", "\"sort\":[\"employees\"]"}) {
        Reply reply =
            new Probe(gateway)
                .send(HandMade.post(gateway, alliance.orchard, QUERY, "{" + part + "}"));
        Probe.isRefused(reply, 403, "field-not-released");
      }
    }
  }

  @Test
  void whatIsOfTooFewAloneOrByWhatItLeavesOutIsTooFine() {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Probe.isRefused(ask(gateway, alliance, "sector==Hardware", ""), 403, "aggregate-too-fine");
      Probe.isRefused(ask(gateway, alliance, "sector==Nowhere", ""), 403, "aggregate-too-fine");
      Probe.isRefused(ask(gateway, alliance, "ticker!=T100", ""), 403, "aggregate-too-fine");
      Probe.isRefused(ask(gateway, alliance, "ticker=gt=T103", ""), 403, "aggregate-too-fine");
      assertThat(ask(gateway, alliance, "ticker=gt=T104", "").status()).isEqualTo(200);
      assertThat(ask(gateway, alliance, "ticker=lt=T105", "").status()).isEqualTo(200);
    }
  }

  /** Forty accounts, and then all of them but the first: the difference is the first. */
  @Test
  void whatDiffersFromEarlierAnswersByFewIsTooFine() {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, "ticker=lt=T140", "").status()).isEqualTo(200);
      Probe.isRefused(
          ask(gateway, alliance, "ticker=lt=T140;ticker!=T100", ""), 403, "aggregate-too-fine");
      // By other measures and in groups too.
      Probe.isRefused(
          ask(
              gateway,
              alliance,
              "{\"group\":[\"sector\"],\"measures\":{\"s\":\"sum(employees)\"},"
                  + "\"filter\":\"ticker=lt=T140;ticker!=T100\"}"),
          403,
          "aggregate-too-fine");
      assertThat(ask(gateway, alliance, "ticker=lt=T145", "").status()).isEqualTo(200);
      // Two halves that are one too many together.
      assertThat(ask(gateway, alliance, "ticker=lt=T110", "").status()).isEqualTo(200);
      Probe.isRefused(
          ask(gateway, alliance, "ticker=ge=T110;ticker=lt=T141", ""), 403, "aggregate-too-fine");
    }
  }

  @Test
  void ofTwoThatAreFineAloneAndNotTogetherOneIsRefusedIfTheyComeAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path own = directory.resolve("round" + round);
      TinyAlliance alliance =
          new TinyAlliance(own)
              .change("datasets/accounts.yaml", "key: [ticker]", "key: [ticker]\naggregate: {k: 5}")
              .change(
                  "datasets/accounts.yaml",
                  "{release: band, bounds: [100, 1000]}",
                  "{release: aggregate}")
              .write("data/accounts.csv", rows(60, ""));
      try (var gateway = RunningGateway.start(alliance);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        gateway.orchard();
        List<Callable<Reply>> both = new ArrayList<>();
        for (String filter : new String[] {"ticker=lt=T140", "ticker=lt=T139"}) {
          both.add(() -> ask(gateway, alliance, filter, ""));
        }
        List<Integer> statuses = new ArrayList<>();
        for (var reply : threads.invokeAll(both)) {
          statuses.add(reply.get().status());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 403);
      }
    }
  }

  @Test
  void theBudgetEndsWhatTellsSomethingNewAndNothingElse() {
    TinyAlliance alliance =
        alliance().change("datasets/accounts.yaml", "{k: 5}", "{k: 5, budget: 2}");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, "ticker=lt=T110", "").json().get("left").intValue())
          .isEqualTo(1);
      assertThat(ask(gateway, alliance, "ticker=lt=T120", "").json().get("left").intValue())
          .isEqualTo(0);
      Reply third = ask(gateway, alliance, "ticker=lt=T130", "");
      Probe.isRefused(third, 403, "aggregate-too-fine");
      assertThat(third.json().get("detail").textValue()).contains("budget");
      assertThat(ask(gateway, alliance, "ticker=lt=T110", "").status()).isEqualTo(200);
    }
    assertThat(audited()).contains("everything holds");
  }

  /** Of one value that changed the difference would tell; of ten of them it tells of ten. */
  @Test
  void valuesThatChangedAreToldOnceEnoughOfThemDid() {
    TinyAlliance alliance = alliance();
    String sum = "{\"measures\":{\"s\":\"sum(employees)\"}}";
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, sum).json().at("/groups/0/s").longValue())
          .isEqualTo(177_000);
    }
    alliance.write("data/accounts.csv", rows(60, "").replace(",1000,", ",1001,"));
    try (var gateway = RunningGateway.start(alliance)) {
      Probe.isRefused(ask(gateway, alliance, sum), 403, "aggregate-too-fine");
      assertThat(ask(gateway, alliance, "{\"measures\":{\"n\":\"count\"}}").status())
          .as("as many as before")
          .isEqualTo(200);
    }
    alliance.write("data/accounts.csv", rows(60, "").replaceAll(",1([0-9])00,", ",1$101,"));
    try (var gateway = RunningGateway.start(alliance)) {
      Reply reply = ask(gateway, alliance, sum);
      assertThat(reply.json().at("/groups/0/s").longValue()).isEqualTo(177_010);
      // A fifth of a tenth of 5.
      assertThat(reply.json().at("/reciprocity/value").decimalValue()).isEqualByComparingTo("0.1");
      assertThat(reply.json().get("left").intValue()).isEqualTo(98);
    }
    assertThat(audited()).contains("everything holds");
  }

  @Test
  void theCommandLineShowsGroupsAndWhatIsLeft() throws IOException {
    TinyAlliance alliance = alliance();
    Path key = directory.resolve("orchard.jwk");
    Files.write(key, Json.write(alliance.orchard.toPrivateJwk()));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var said =
          InProcess.run(
              "aggregate",
              gateway.signed().toString(),
              "orchard",
              "accounts",
              "--key",
              key.toString(),
              "--group",
              "sector",
              "--measure",
              "n=count",
              "--measure",
              "mean=average(employees)");
      assertThat(said.toString())
          .contains("Software", "1450", "suppressed", "for 1 group", "99 more");
    }
  }

  @Test
  void whatMayNotBeTouchedIsRefusedWithItsPlace() {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      refused(
          gateway, alliance, "\"group\":[\"employees\"]", "count", "field-not-released", "/group");
      refused(gateway, alliance, "\"group\":[\"notes\"]", "count", "field-unknown", "/group");
      refused(gateway, alliance, "\"group\":[]", "sum(notes)", "field-unknown", "/measures");
      refused(gateway, alliance, "\"group\":[]", "sum(margin)", "field-not-released", "/measures");
      refused(
          gateway, alliance, "\"group\":[]", "max(employees)", "field-not-released", "/measures");
      refused(gateway, alliance, "\"group\":[]", "sum(sector)", "query-malformed", "/measures");
      refused(
          gateway, alliance, "\"group\":[]", "median(margin)", "query-malformed", "/measures/x");
      refused(
          gateway,
          alliance,
          "\"filter\":\"employees=gt=3\"",
          "count",
          "field-not-released",
          "/filter");
      refused(gateway, alliance, "\"purpose\":\"spying\"", "count", "field-not-released", null);
      Reply max = ask(gateway, alliance, "{\"measures\":{\"last\":\"max(ticker)\"}}");
      assertThat(max.json().get("groups")).hasToString("[{\"last\":\"T159\"}]");
    }
  }

  private static void refused(
      RunningGateway gateway,
      TinyAlliance alliance,
      String part,
      String measure,
      String code,
      String pointer) {
    Reply reply =
        ask(gateway, alliance, "{%s,\"measures\":{\"x\":\"%s\"}}".formatted(part, measure));
    assertThat(reply.code()).as(part + " " + measure).isEqualTo(code);
    if (pointer != null) {
      assertThat(reply.json().get("pointer").textValue()).isEqualTo(pointer);
    }
  }

  @Test
  void aDatasetWithoutTheSettingOffersNone() {
    TinyAlliance alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      Reply reply = ask(gateway, alliance, "{\"measures\":{\"n\":\"count\"}}");
      Probe.isRefused(reply, 403, "aggregate-too-fine");
      assertThat(reply.json().get("unlock").get(0).textValue()).contains("ana");
    }
  }

  @Test
  void withoutCreditATooSmallAndALargeGroupAreRefusedAlike() {
    TinyAlliance alliance =
        alliance()
            .change("entente.yaml", "window: 500", "window: 0.7")
            .change("entente.yaml", "window: 1000", "window: 1.4");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(ask(gateway, alliance, "sector==Software", "").status()).isEqualTo(200);
      Reply large = ask(gateway, alliance, "sector==Energy", "");
      Reply small = ask(gateway, alliance, "sector==Hardware", "");
      Reply tracker = ask(gateway, alliance, "sector==Software;ticker!=T100", "");
      Probe.isRefused(large, 403, "reciprocity-exhausted");
      assertThat(Probe.undecided(small)).isEqualTo(Probe.undecided(large));
      Probe.isRefused(tracker, 403, "reciprocity-exhausted");
      assertThat(ask(gateway, alliance, "sector==Software", "").status())
          .as("what was told stays free")
          .isEqualTo(200);
    }
  }

  /** A field that is never offered, and one that is withheld, change no byte. */
  @Test
  void changingWhatIsHiddenChangesNoByte() {
    List<String> before = answers(alliance());
    TinyAlliance after = new TinyAlliance(directory.resolve("after"));
    after
        .write("datasets/accounts.yaml", read("datasets/accounts.yaml"))
        .write("data/accounts.csv", rows(60, "hush").replace(",0.5,", ",0.7,"));
    assertThat(answers(after)).isEqualTo(before);
    assertThat(before).anyMatch(it -> it.contains("groups"));
    assertThat(before).anyMatch(it -> it.contains("too-fine"));
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> answers(TinyAlliance alliance) {
    List<String> answers = new ArrayList<>();
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      for (String filter :
          new String[] {
            "sector==Software", "ticker=lt=T139", "ticker=gt=T110", "sector==Hardware"
          }) {
        for (String group : new String[] {"", ",\"group\":[\"sector\"]"}) {
          Reply reply = ask(gateway, alliance, filter, group);
          var json = (ObjectNode) Json.read(Json.write(reply.json()));
          json.remove(List.of("receipt", "policy", "decision"));
          answers.add(json.toString());
        }
      }
    }
    return answers;
  }

  private static JsonNode claims(JsonNode answer) {
    String receipt = answer.get("receipt").textValue();
    return Json.read(Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[1]));
  }

  private String audited() {
    return InProcess.run("audit", directory.toString()).out();
  }
}
