package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.demo.Commands;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgeCommandTest {
  @TempDir Path directory;
  @TempDir Path folder;
  private TinyAlliance alliance;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    alliance = new TinyAlliance(directory);
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    write("key", new String(Json.write(alliance.orchard.toPrivateJwk()), StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void receiptsOfFilesAreSignedInReturnAndKept() throws IOException {
    Path both = write("both", receipt() + "\n\n" + receipt() + "\n");
    Path one = write("one", receipt());

    var said = call("acknowledge", both.toString(), one.toString(), "--keep", file("dual"));
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("receipts    3 acknowledged", "waiting     none");
    assertThat(Files.readAllLines(folder.resolve("dual"))).hasSize(3);
    assertThat(call("acknowledge", one.toString()).out()).contains("1 duplicate");
    assertThat(call("standing").out()).doesNotContain("to be acknowledged");

    var json = call("acknowledge", one.toString(), "--json");
    assertThat(Json.read(json.out().strip().getBytes(StandardCharsets.UTF_8)).has("unacknowledged"))
        .isTrue();
  }

  @Test
  void whatIsNotTheGatewaysIsNotSigned() throws IOException {
    String receipt = receipt();
    Path file = write("receipts", receipt + "\n" + receipt.replaceFirst("\\..", ".f") + "\n");

    var said = call("acknowledge", file.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("line 2: its signature does not verify", "nothing was signed");
    assertThat(call("standing").out()).contains("receipts    1 to be acknowledged");

    write("key", new String(Json.write(alliance.pear.toPrivateJwk()), StandardCharsets.UTF_8));
    var foreign =
        InProcess.run(
            "acknowledge", gateway.origin().toString(), "pear", file("one"), "--key", file("key"));
    assertThat(foreign.err()).contains("there is no file");
    write("one", receipt);
    var wrong =
        InProcess.run(
            "acknowledge", gateway.origin().toString(), "pear", file("one"), "--key", file("key"));
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("the receipt is of the agreement orchard");
  }

  @Test
  void aReceiptThatDidNotArriveIsAskedForAgain() {
    receipt();
    var waiting = call("standing").out();
    String entry = waiting.substring(waiting.indexOf("; of entry ") + 11).lines().findFirst().get();
    var said = call("acknowledge", "--entry", entry);
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("receipts    1 acknowledged", "waiting     none");
    assertThat(call("acknowledge", "--entry", "0").err()).contains("entry-unknown");
    assertThat(call("acknowledge").exit()).isEqualTo(2);
  }

  @Test
  void aQueryAcknowledgesEachOfItsPages() {
    var said = call("query", "accounts", "--limit", "2", "--all", "--acknowledge");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err().lines().filter(line -> line.endsWith("verified and acknowledged")))
        .hasSize(3);
    assertThat(said.out()).doesNotContain("acknowledged");
    assertThat(call("standing", "--json").out()).contains("\"unacknowledged\":{\"count\":0");
  }

  @Test
  void aReceiptThatBothSignedIsVerifiedOffline() throws IOException {
    var said = call("query", "accounts", "--receipt", file("receipt"), "--acknowledge");
    assertThat(said.exit()).as(said.err()).isZero();
    try (var wire = gateway.wire()) {
      Files.write(folder.resolve("log.key"), wire.get("/v1/log/key").body());
      Files.write(folder.resolve("jwks"), wire.get("/.well-known/jwks.json").body());
    }
    write("partner", jwk(alliance.orchard));
    write("stranger", "{\"keys\":[" + jwk(alliance.stranger) + "]}");

    var both = verify("receipt.acknowledged", "--partner-jwks", file("partner"));
    assertThat(both.exit()).as(both.err()).isZero();
    assertThat(both.out())
        .contains("signed by halden with the key")
        .contains("acknowledged by the partner with the key " + alliance.orchard.id());
    var inner = verify("receipt.acknowledged");
    assertThat(inner.exit()).isZero();
    assertThat(inner.out()).contains("by whom was not checked");
    var other = verify("receipt.acknowledged", "--partner-jwks", file("stranger"));
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains("not proved: its `kid`", "is not in the key set");
    assertThat(verify("receipt", "--partner-jwks", file("partner")).out())
        .doesNotContain("acknowledged");
    String dual = Files.readString(folder.resolve("receipt.acknowledged"));
    write("receipt.acknowledged", dual.substring(0, dual.length() - 4) + "AAAA");
    assertThat(verify("receipt.acknowledged", "--partner-jwks", file("partner")).err())
        .contains("its signature does not verify with the key " + alliance.orchard.id());
  }

  private Commands.Said verify(String receipt, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                file(receipt),
                "--proof",
                file("receipt.proof"),
                "--log-key",
                file("log.key"),
                "--jwks",
                file("jwks")));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private String receipt() {
    return gateway
        .caller(alliance.orchard)
        .post("/v1/agreements/orchard/datasets/accounts/query", "{}")
        .json()
        .get("receipt")
        .textValue();
  }

  private Commands.Said call(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(command, gateway.origin().toString(), "orchard"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--key", file("key")));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private static String jwk(SigningKey key) {
    return new String(Json.write(key.publicKey().toJwk()), StandardCharsets.UTF_8);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
