package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  @Test
  void everyCommandHelpsWithAnExample() {
    for (String command : Entente.commandLine().getSubcommands().keySet()) {
      assertThat(run(command, "--help")).as(command).isZero();
      assertThat(out).contains("Example:").contains("entente " + command);
    }
  }

  @Test
  void keygenKeepsThePrivateKeyToItsOwnerAndPrintsThePublicOne() throws IOException {
    Path file = directory.resolve("orchard.jwk");
    assertThat(run("keygen", file.toString())).isZero();
    SigningKey key = SigningKey.parse(Files.readString(file));
    JsonNode printed = Json.read(out.getBytes(StandardCharsets.UTF_8));
    assertThat(printed.get("kid").textValue()).isEqualTo(key.id().toString());
    assertThat(printed.has("d")).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    assertThat(run("keygen", file.toString())).isEqualTo(1);
    assertThat(err).contains("is there already");
    assertThat(SigningKey.parse(Files.readString(file)).id()).isEqualTo(key.id());
  }

  @Test
  void checkSaysWhatTheNumbersComeToAndWhatIsUntidy() {
    var alliance =
        new TinyAlliance(directory).change("agreements/pear.yaml", "[Kim, Lee]", "[Kim]");
    assertThat(run("check", directory.toString())).as(err).isZero();
    assertThat(out)
        .contains("dataset accounts (data/accounts.csv): employees: 1 cell")
        .contains("agreement orchard: mid needs")
        .contains("agreements/pear.yaml:8: warning: their side has one contact")
        .contains(
            "agreements/orchard.yaml:4: warning: early: all there is to see, 5 accounts, is worth"
                + " 17.5, its window is 500: it never binds")
        .contains("in order: 2 datasets, 1 exchanges, 2 agreements");
    assertThat(alliance.root.resolve("state")).doesNotExist();
  }

  @Test
  void checkCountsTheRecordsOfWhatIsTooSmallForTheLadder() {
    var rows = new StringBuilder("ticker,sector,employees,margin,notes\n");
    IntStream.range(0, 2_345).forEach(i -> rows.append("T%d,Energy,5,0.1,hush\n".formatted(i)));
    new TinyAlliance(directory)
        .write("data/accounts.csv", rows.toString())
        .change("entente.yaml", "window: 500", "window: 50000")
        .change("entente.yaml", "window: 1000", "window: 100000");
    assertThat(run("check", directory.toString())).as(err).isZero();
    assertThat(out).contains("early: all there is to see, 2345 accounts, is worth 8207.5, its");
  }

  @Test
  void checkNamesFileAndLineOfEveryMistakeAndNoStackTrace() {
    var alliance = new TinyAlliance(directory);
    alliance.change("datasets/accounts.yaml", "value: 5", "value: 7");
    alliance.change("agreements/orchard.yaml", "partner:", "partnr:");
    assertThat(run("check", directory.toString())).isEqualTo(1);
    assertThat(err)
        .contains("datasets/accounts.yaml:8: ")
        .contains("agreements/orchard.yaml:2: ")
        .doesNotContain("\tat ");
    assertThat(out).isEmpty();
  }

  @Test
  void checkComparesTheFilesWithTheTermsInForce() {
    var alliance = new TinyAlliance(directory);
    RunningGateway.start(alliance).close();
    alliance.change("agreements/pear.yaml", "Pear Phones", "Pear Telephones");
    assertThat(run("check", directory.toString())).as(err).isZero();
    assertThat(out).contains("agreements/pear.yaml has other terms (partner) than the ledger");
  }

  @Test
  void serveSaysInAListWhyItDoesNotStart() {
    new TinyAlliance(directory).change("entente.yaml", "gateway: halden", "gatway: halden");
    assertThat(run("serve", directory.toString())).isEqualTo(1);
    assertThat(err).contains("entente.yaml:1: ").doesNotContain("\tat ");
    assertThat(out).isEmpty();
  }

  @Test
  void aDirectoryThatIsNotThereIsSaid() {
    for (String command : new String[] {"serve", "check", "audit"}) {
      assertThat(run(command, directory.resolve("nowhere").toString())).isEqualTo(1);
      assertThat(err).contains("is no directory");
    }
  }

  @Test
  void theAuditHoldsBesideTheRunningGateway() {
    try (var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      gateway.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
      assertThat(run("audit", directory.toString())).as(out + err).isZero();
      assertThat(out).contains("orchard: active, stage early").contains("everything holds");
      assertThat(run("audit", directory.toString(), "--json")).isZero();
      JsonNode report = Json.read(out.getBytes(StandardCharsets.UTF_8));
      assertThat(report.get("holds").booleanValue()).isTrue();
      assertThat(report.get("disclosures").intValue()).isEqualTo(1);
    }
  }

  @Test
  void theAuditNeedsNoMoreThanTheSettings() {
    var alliance = new TinyAlliance(directory);
    RunningGateway.start(alliance).close();
    alliance.write("datasets/accounts.yaml", "not: [a dataset").write("agreements/x.yaml", "");
    assertThat(run("audit", directory.toString())).as(out + err).isZero();
    assertThat(out).contains("everything holds");
    alliance.change("entente.yaml", "gateway: halden", "gatway: halden");
    assertThat(run("audit", directory.toString())).isEqualTo(1);
    assertThat(err).contains("entente.yaml:1: ").doesNotContain("datasets/");
  }

  @Test
  void theAuditOfAnEditedLogEndsWithOneAndNamesTheEntry() throws SQLException {
    RunningGateway.start(new TinyAlliance(directory)).close();
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state/ledger.db"));
        var edit = database.createStatement()) {
      edit.executeUpdate(
          "UPDATE entry SET bytes = CAST(replace(bytes, 'Pear', 'Bear') AS BLOB) WHERE idx = 5");
    }
    assertThat(run("audit", directory.toString())).as(err).isEqualTo(1);
    assertThat(out).contains("do not hold").doesNotContain("everything holds");
    assertThat(run("audit", directory.toString(), "--json")).isEqualTo(1);
    JsonNode report = Json.read(out.getBytes(StandardCharsets.UTF_8));
    assertThat(report.get("holds").booleanValue()).isFalse();
    assertThat(report.at("/findings/0/index").intValue()).isEqualTo(5);
  }

  @Test
  void theAuditBeforeTheFirstStartSaysThatThereIsNothing() {
    new TinyAlliance(directory);
    assertThat(run("audit", directory.toString())).isEqualTo(1);
    assertThat(err).contains("start the gateway once");
    assertThat(directory.resolve("state")).doesNotExist();
  }

  @Test
  void aReceiptIsVerifiedOfflineAndEveryChangeToItRefused() throws IOException {
    String receipt;
    try (var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      var orchard = gateway.orchard();
      receipt =
          orchard
              .post("/v1/agreements/orchard/datasets/accounts/query", "{}")
              .json()
              .get("receipt")
              .textValue();
      Reply entries = orchard.get("/v1/agreements/orchard/entries");
      int last = entries.json().get("entries").size() - 1;
      int index = entries.json().at("/entries/" + last + "/index").intValue();
      keep("proof", orchard.get("/v1/agreements/orchard/entries/" + index + "/proof"));
      keep("other", orchard.get("/v1/agreements/orchard/entries/" + (index - 1) + "/proof"));
      keep("log.key", orchard.get("/v1/log/key"));
      keep("jwks", orchard.get("/.well-known/jwks.json"));
    }
    Files.writeString(directory.resolve("receipt"), receipt);

    assertThat(verify(receipt, "proof")).as(err).isZero();
    assertThat(out).contains("signed by halden").contains("under the agreement orchard");
    assertThat(verify(directory.resolve("receipt").toString(), "proof")).isZero();
    assertThat(verify(receipt, "other")).isEqualTo(1);
    assertThat(err).startsWith("not proved: it names entry");
    String end = receipt.endsWith("AA") ? "BA" : "AA";
    assertThat(verify(receipt.substring(0, receipt.length() - 2) + end, "proof")).isEqualTo(1);
    assertThat(err).startsWith("not proved: its signature does not verify");
    assertThat(verify("nothing", "proof")).isEqualTo(1);
    keep(
        "jwks",
        "{\"keys\":["
            + new String(
                Json.write(SigningKey.generate().publicKey().toJwk()), StandardCharsets.UTF_8)
            + "]}");
    assertThat(verify(receipt, "proof")).isEqualTo(1);
    assertThat(err).contains("is not in the key set");
  }

  private int verify(String receipt, String proof) {
    return run(
        "verify", receipt,
        "--proof", directory.resolve(proof).toString(),
        "--log-key", directory.resolve("log.key").toString(),
        "--jwks", directory.resolve("jwks").toString());
  }

  private void keep(String name, Reply reply) throws IOException {
    Files.write(directory.resolve(name), reply.body());
  }

  private void keep(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private int run(String... args) {
    var outWriter = new StringWriter();
    var errWriter = new StringWriter();
    int code =
        Entente.commandLine()
            .setOut(new PrintWriter(outWriter, true))
            .setErr(new PrintWriter(errWriter, true))
            .execute(args);
    out = outWriter.toString();
    err = errWriter.toString();
    return code;
  }
}
