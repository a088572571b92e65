package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of our people, by the command line, with a gateway that runs and without one. */
class OrderCommandsTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path root;
  private TinyAlliance alliance;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void write() {
    alliance = new TinyAlliance(root).change("entente.yaml", "cleared: 3", "cleared: 0");
  }

  @Test
  void twoOthersRaiseAStageWhileTheGatewayRunsAndTheNextQueryIsOfTheNewStage() {
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      assertThat(orchard.post(QUERY, "{}").text()).contains("\"100-999\"");

      assertThat(order("ana", "propose", "orchard", "mid")).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains("would open  accounts.employees: full, now band")
          .contains("would open  accounts.margin: full, now withheld")
          .contains("worst case  1000 could be out unrequited; it is ")
          .contains("waits       mid, proposed by ana: 0 of 2 approvals");
      assertThat(order("ana", "approve", "orchard", "mid")).isEqualTo(1);
      assertThat(err.toString()).contains("somebody else has to approve it");
      assertThat(order("bo", "approve", "orchard", "mid")).isZero();
      assertThat(order("chi", "approve", "orchard", "mid")).as(err.toString()).isZero();
      assertThat(out.toString()).contains("stage.changed", "stage mid");

      assertThat(orchard.post(QUERY, "{}").text())
          .contains("\"stage\":\"mid\"")
          .contains("\"employees\":120");
    }
  }

  @Test
  void loweringSaysWhatIsKnownAndCannotBeUndone() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().post(QUERY, "{}");
      order("ana", "propose", "orchard", "mid");
      order("bo", "approve", "orchard", "mid");
      order("chi", "approve", "orchard", "mid");
      assertThat(order("bo", "lower", "orchard", "early")).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains("they know already, which cannot be undone:")
          .contains("accounts.employees: 3 records, band")
          .contains("accounts.ticker: 5 records, full")
          .contains("stage early");
    }
  }

  @Test
  void anOrderIsAppliedUnderTheLockWhereNoGatewayRuns() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
    }
    assertThat(order("ana", "suspend", "orchard")).as(err.toString()).isZero();
    assertThat(order("ana", "resume", "orchard")).isZero();
    try (var gateway = RunningGateway.start(alliance)) {
      var refused = gateway.caller(alliance.orchard).post(QUERY, "{}");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("agreement-suspended", "since", "ask ana or bo");
    }
    assertThat(order("bo", "approve", "orchard", "resume")).isZero();
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.caller(alliance.orchard).post(QUERY, "{}").status()).isEqualTo(200);
    }
    assertThat(run("audit", root.toString())).as(out.toString()).isZero();
  }

  @Test
  void aRevokedKeyIsStoppedAtOnce() {
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      String id = alliance.orchard.id().toString();
      assertThat(order("chi", "revoke", "orchard", id)).as(err.toString()).isZero();
      assertThat(orchard.post(QUERY, "{}").text()).contains("signature-invalid");
    }
  }

  @Test
  void aKeyWhoseIdBeginsWithADashIsNoOption() {
    RunningGateway.start(alliance).close();
    for (String command : List.of("revoke", "approve")) {
      assertThat(order("chi", command, "orchard", "-" + "A".repeat(42))).isEqualTo(1);
      assertThat(err.toString()).contains("A".repeat(42)).doesNotContain("Missing required");
    }
  }

  @Test
  void aKeyThatTwoAddedSignsFromThenOn() throws Exception {
    SigningKey fresh = SigningKey.generate();
    Path file = root.resolve("fresh.jwk");
    Files.write(file, Json.write(fresh.publicKey().toJwk()));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(order("ana", "key", "orchard", file.toString())).as(err.toString()).isZero();
      assertThat(gateway.caller(fresh).post(QUERY, "{}").status()).isEqualTo(401);
      assertThat(order("bo", "approve", "orchard", fresh.id().toString())).isZero();
      assertThat(gateway.caller(fresh).post(QUERY, "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void anAmendmentIsInForceOnceThePartnerHasAcceptedIt() {
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      alliance.change("agreements/orchard.yaml", "joint-planning", "joint-planning, support");
      assertThat(order("ana", "amend", "orchard")).as(err.toString()).isZero();

      var shown = orchard.get("/v1/agreements/orchard").json();
      assertThat(shown.at("/terms/purposes")).hasSize(1);
      assertThat(shown.at("/amendment/terms/purposes")).hasSize(2);
      String hash = shown.at("/amendment/terms-hash").textValue();
      assertThat(out.toString()).contains("waits       for the partner to accept " + hash);
      var accepted =
          orchard.post("/v1/agreements/orchard/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
      assertThat(accepted.json().at("/terms/purposes")).hasSize(2);
      assertThat(accepted.json().has("amendment")).isFalse();
    }
  }

  @Test
  void whatPeopleRecordShowsInTheStanding() {
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      assertThat(order("bo", "record", "orchard", "dispute", "invoice")).isZero();
      assertThat(orchard.get("/v1/agreements/orchard/standing").text())
          .contains("{\"gate\":\"disputes\",\"met\":false,\"have\":1,\"need\":0,");
      assertThat(order("ana", "propose", "orchard", "mid")).isEqualTo(1);
      assertThat(err.toString()).contains("refused: gates-unmet", "disputes: 1 of 0, invoice");
      assertThat(order("ana", "record", "orchard", "resolve", "invoice")).isZero();
      assertThat(run("stage", root.toString(), "orchard")).isZero();
      assertThat(out.toString()).contains("met     disputes: 0 of 0");
    }
  }

  @Test
  void whoseKeyIsNotThereOrIsAnothersOrdersNothing() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(order("eve", "suspend", "orchard")).isEqualTo(1);
      assertThat(err.toString())
          .contains("there is no key file", "name it with --key FILE", "`entente operator`")
          .doesNotContain("keygen")
          .hasLineCount(1);
      String bos = root.resolve("state/operators/bo.jwk").toString();
      assertThat(order("ana", "suspend", "orchard", "--key", bos)).isEqualTo(1);
      assertThat(err.toString()).contains("refused: signature-invalid");
    }
  }

  @Test
  void aReasonIsAskedForAndKeptForGood() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(run("suspend", root.toString(), "orchard", "--as", "ana")).isEqualTo(2);
      assertThat(err.toString())
          .contains("Missing required option: '--because=TEXT'")
          .doesNotContain("[--because=TEXT]");
    }
    assertThat(run("suspend", root.toString(), "orchard", "--as", "ana", "--because", " "))
        .isEqualTo(2);
    assertThat(err.toString()).contains("Say why");
    assertThat(run("revoke", "--help")).isZero();
    assertThat(out.toString()).contains("[--because=TEXT]");
  }

  @Test
  void aPublicKeyThatIsNotThereIsSaidInOneSentence() {
    String none = root.resolve("none.jwk").toString();
    for (String command : List.of("key", "operator")) {
      assertThat(order("ana", command, "orchard", none)).as(command).isEqualTo(1);
      assertThat(err.toString().strip())
          .isEqualTo("there is no file " + none + "; name one that is there");
    }
  }

  @Test
  void whatIsNoKeysIdIsToldWhatOneIsAndWhichThereAre() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(order("ana", "revoke", "orchard", "nokey")).isEqualTo(2);
      assertThat(err.toString())
          .startsWith("`nokey` is no key's id, which is 43 characters of base64url")
          .contains("`entente keygen`", "orchard has " + alliance.orchard.id());
    }
  }

  @Test
  void whereNothingIsThereIsSaidSo() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      assertThat(order("bo", "approve", "orchard", "mid")).isEqualTo(1);
      assertThat(err.toString()).contains("nothing is proposed under `mid`; what waits: nothing");
      order("ana", "propose", "orchard", "mid");
      assertThat(order("bo", "approve", "orchard", "late")).isEqualTo(1);
      assertThat(err.toString()).contains("what waits: mid");
      assertThat(run("stage", root.toString(), "orchard")).isZero();
      assertThat(out.toString()).contains("approved by nobody yet");
      assertThat(order("bo", "lower", "orchard", "mid")).isEqualTo(1);
      assertThat(err.toString()).contains("below early there is nothing");
    }
  }

  @Test
  void whileOnePersonCouldActAsSeveralTheStartSaysSo() throws Exception {
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.said()).anyMatch(line -> line.contains("ana, bo, chi lie together"));
    }
    Files.move(root.resolve("state/operators/ana.jwk"), root.resolve("ana.jwk"));
    Files.move(root.resolve("state/operators/bo.jwk"), root.resolve("bo.jwk"));
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.said()).noneMatch(line -> line.contains("lie together"));
    }
  }

  private int order(String operator, String command, String... rest) {
    List<String> line = new ArrayList<>(List.of(command, root.toString()));
    line.addAll(List.of(rest));
    line.addAll(List.of("--as", operator, "--because", "it is time"));
    return run(line.toArray(String[]::new));
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Entente.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
