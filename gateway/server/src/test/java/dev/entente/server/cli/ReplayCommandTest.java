package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Json;
import dev.entente.policies.Bundle;
import dev.entente.policies.log.LogFiles;
import dev.entente.server.demo.Commands;
import dev.entente.server.running.Caller;
import dev.entente.server.running.RealOpa;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate over requests that partners really made. */
class ReplayCommandTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final Path REGO = Path.of("../../policies/rego").toAbsolutePath();

  @TempDir private Path folder;
  private TinyAlliance alliance;
  private Path same;

  /** Two releases that only the ledger knows, then two and a denial that are logged. */
  @BeforeEach
  void ask() throws IOException {
    alliance = new TinyAlliance(folder.resolve("halden"));
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      orchard.post(QUERY, "{\"fields\":[\"ticker\",\"sector\"]}");
      orchard.post(QUERY, "{\"fields\":[\"ticker\",\"sector\"]}");
    }
    alliance.change("entente.yaml", "admin: ", "decision-log: {file: decisions}\nadmin: ");
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      orchard.post(QUERY, "{}");
      orchard.post(QUERY, "{\"fields\":[\"ticker\"]}");
      orchard.post(QUERY, "{\"fields\":[\"notes\"]}");
    }
    same = folder.resolve("same.tar.gz");
    try (var in = Bundle.class.getResourceAsStream("default-bundle.tar.gz")) {
      Files.write(same, Objects.requireNonNull(in).readAllBytes());
    }
  }

  @Test
  void theSamePolicyChangesNothingAndItIsSaidWhatTheFiguresRestOn() {
    JsonNode replay = replayed(same, 0);
    assertThat(replay.get("requests").intValue()).isEqualTo(5);
    assertThat(replay.get("questions").intValue()).as("different ones").isEqualTo(4);
    assertThat(replay.at("/basis/exact").intValue()).isEqualTo(3);
    assertThat(replay.at("/basis/rebuilt").intValue()).isEqualTo(2);
    assertThat(replay.at("/basis/unread").intValue()).isZero();
    assertThat(replay.get("differing").intValue()).isZero();
    assertThat(replay.get("differences")).isEmpty();
    assertThat(text(same).out())
        .contains("3, as the decision log has them", "2, of releases in the ledger");
  }

  @Test
  void whatACandidateClosesIsCountedByAgreementAndCategory() throws Exception {
    Path narrower =
        bundle(
            """
            package entente.custom

            deny contains {"field": "sector", "unlock": ["ask Ana"]} if {
              input.partner == "Orchard Devices"
            }
            """);
    JsonNode replay = replayed(narrower, 0);
    assertThat(replay.get("differing").intValue()).isEqualTo(5);
    assertThat(replay.at("/agreements/orchard/targeting/closes").intValue()).isEqualTo(5);
    JsonNode difference = replay.get("differences").get(0);
    assertThat(replay.get("differences")).hasSize(1);
    assertThat(difference.get("field").textValue()).isEqualTo("sector");
    assertThat(difference.get("from").textValue()).isEqualTo("full");
    assertThat(difference.get("to").textValue()).isEqualTo("withheld");
    assertThat(difference.get("requests").intValue()).isEqualTo(5);
    assertThat(difference.get("rebuilt").intValue()).isEqualTo(2);
    assertThat(difference.get("examples").get(0).textValue()).startsWith("entry ");
    assertThat(text(narrower).out()).contains("closes", "accounts.sector", "full", "withheld");
  }

  @Test
  void aConditionOnWhatNoPartnerSeesIsUnderstoodAndCounted() throws Exception {
    Path choosy =
        bundle(
            """
            package entente.custom

            rows contains {"field": "notes", "operator": "!=", "value": "hidden"} if {
              input.dataset == "accounts"
            }
            """);
    alliance.change("datasets/accounts.yaml", "stage: never}", "stage: never, rows: true}");
    JsonNode replay = replayed(choosy, 0);
    assertThat(replay.get("other-rows").intValue()).isEqualTo(5);
    assertThat(replay.get("differing").intValue()).isZero();
    assertThat(text(choosy).out()).contains("other ones for 5 of them");
  }

  @Test
  void whereTheCandidateCannotDecideItEndsWithOneAndListsTheRequests() throws Exception {
    Path broken =
        bundle(
            """
            package entente.custom

            deny contains {"field": 7} if "ticker" in input.asked
            """);
    JsonNode replay = replayed(broken, 1);
    assertThat(replay.get("failed").findValuesAsText("because"))
        .allMatch(why -> why.contains("undefined"));
    assertThat(replay.get("failed").valueStream().mapToInt(it -> it.get("requests").size()).sum())
        .isEqualTo(3);
    assertThat(text(broken).out()).contains("the candidate cannot decide: 3 requests");
  }

  @Test
  void aRequestWhoseQuestionIsMaskedIsRebuiltFromTheLedger() throws IOException {
    rewrite(
        event -> {
          event.putArray("erased").add("/input/partner");
          ((ObjectNode) event.get("input")).remove("partner");
          return event;
        });
    JsonNode replay = replayed(same, 0);
    assertThat(replay.at("/basis/exact").intValue()).isZero();
    assertThat(replay.at("/basis/rebuilt").intValue()).isEqualTo(4);
    assertThat(replay.at("/basis/masked").intValue()).as("the denied one").isEqualTo(1);
  }

  @Test
  void anEventThatFitsNoTermsIsLeftOutAndSaidToBe() throws IOException {
    rewrite(
        event -> {
          ((ObjectNode) event.get("input")).put("partner", "Somebody");
          return event;
        });
    assertThat(replayed(same, 0).at("/basis/unread").intValue()).isEqualTo(3);
  }

  @Test
  void whatCameBeforeIsNotAskedAbout() {
    var said = run(same, "2999-01-01");
    assertThat(said.exit()).isZero();
    assertThat(Json.read(said.out().getBytes(UTF_8)).get("requests").intValue()).isZero();
  }

  @Test
  void itIsReadBesideTheGateway() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().post(QUERY, "{}");
      assertThat(replayed(same, 0).get("requests").intValue()).isEqualTo(6);
    }
  }

  @Test
  void aTimeThatIsNoneIsWrongUsageAndABundleThatIsNoneIsRefused() {
    assertThat(run(same, "yesterday").exit()).isEqualTo(2);
    var refused = run(folder.resolve("nothing.tar.gz"), "2026-01-01");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("cannot be read");
  }

  private JsonNode replayed(Path candidate, int exit) {
    var said = run(candidate, "2020-01-01");
    assertThat(said.exit()).as(said.err() + said.out()).isEqualTo(exit);
    return Json.read(said.out().getBytes(UTF_8));
  }

  private Commands.Said run(Path candidate, String since) {
    return InProcess.run(
        "policy",
        "replay",
        alliance.root.toString(),
        "--candidate",
        candidate.toString(),
        "--since",
        since,
        "--json");
  }

  private Commands.Said text(Path candidate) {
    return InProcess.run(
        "policy",
        "replay",
        alliance.root.toString(),
        "--candidate",
        candidate.toString(),
        "--since",
        "2020-01-01T00:00:00Z");
  }

  /** Puts other events in the place of those that were logged. */
  private void rewrite(UnaryOperator<ObjectNode> change) throws IOException {
    for (Path file : LogFiles.in(alliance.root.resolve("decisions"))) {
      var events = new ArrayList<ObjectNode>();
      LogFiles.read(file, line -> events.add((ObjectNode) Json.read(line.getBytes(UTF_8))));
      try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
        for (ObjectNode event : events) {
          out.write(Json.write(change.apply(event)));
          out.write('\n');
        }
      }
    }
  }

  private Path bundle(String custom) throws Exception {
    Path rules = folder.resolve("custom.rego");
    Files.writeString(rules, custom);
    Path bundle = folder.resolve("candidate.tar.gz");
    var command =
        List.of(
            "build",
            "-t",
            "wasm",
            "--ignore",
            "*_test.rego",
            "-e",
            "entente/disclosure/decision",
            "-o",
            bundle.toString(),
            REGO.toString(),
            rules.toString());
    RealOpa.run("a candidate over the requests", command);
    return bundle;
  }
}
