package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.client.FakeGateway;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerCommandsTest {
  @TempDir private Path folder;
  private final SigningKey key = SigningKey.generate();
  private final FakeGateway gateway = new FakeGateway(key);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path keyFile;

  @BeforeEach
  void writeKey() throws IOException {
    keyFile = Files.write(folder.resolve("partner.jwk"), Json.write(key.toPrivateJwk()));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void termsAreAcceptedByTheHashThatTheyHave() {
    gateway.answering(200, agreement(Sha256.hash(Json.canonical(terms())).toString()));
    assertThat(call("accept")).as(err.toString()).isZero();
    assertThat(gateway.calls())
        .containsExactly("GET /v1/agreements/orchard", "POST /v1/agreements/orchard/acceptance");
    assertThat(out.toString()).contains("halden and Orchard", "we give     accounts", "accepted");
  }

  @Test
  void termsWhoseHashIsAnotherAreNotSigned() {
    gateway.answering(200, agreement(Sha256.hash(new byte[] {1}).toString()));
    assertThat(call("accept")).isEqualTo(1);
    assertThat(gateway.calls()).containsExactly("GET /v1/agreements/orchard");
    assertThat(err.toString()).startsWith("not accepted: the gateway says");
  }

  @Test
  void aRefusalGoesToStandardErrorWithItsCure() {
    gateway.answering(
        403,
        Map.of(
            "type", "urn:entente:problem:reciprocity-exhausted",
            "detail", "no record fits",
            "unlock", List.of("contribute to campaigns")));
    assertThat(call("query", "accounts")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("refused: reciprocity-exhausted (403)", "to unlock: contribute to campaigns");
  }

  @Test
  void jsonIsTheBodyAsItCame() {
    gateway.answering(200, Map.of("datasets", List.of()));
    assertThat(call("datasets", "--json")).isZero();
    assertThat(out.toString().strip()).isEqualTo("{\"datasets\":[]}");
  }

  @Test
  void anAnswerThatIsSignedButNotTheProtocolsEndsInALine() {
    gateway.answering(200, Map.of("stage", 7));
    assertThat(call("standing")).isEqualTo(1);
    assertThat(err.toString())
        .contains("not as the protocol says", "`categories` is missing")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingKeyFileEndsInOneSentence() {
    keyFile = folder.resolve("none.jwk");
    for (String command : List.of("agreement", "accept", "standing", "datasets")) {
      err.getBuffer().setLength(0);
      assertThat(call(command)).as(command).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("there is no key file " + keyFile + "; make one with `entente keygen")
          .hasLineCount(1);
    }
  }

  @Test
  void anAddressThatIsNoneIsWrongUsage() {
    assertThat(run("standing", "localhost", "orchard", "--key", keyFile.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("an origin is scheme, host and port");
  }

  @Test
  void receiptAndAllPagesDoNotGoTogether() {
    assertThat(call("query", "accounts", "--all", "--receipt", "r.jws")).isEqualTo(2);
    assertThat(err.toString()).contains("not both");
    assertThat(gateway.calls()).isEmpty();
  }

  private int call(String command, String... more) {
    List<String> arguments = new java.util.ArrayList<>();
    arguments.addAll(List.of(command, gateway.origin().toString(), "orchard"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--key", keyFile.toString()));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Entente.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static Map<String, Object> agreement(String hash) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", "orchard");
    document.put("partner", "Orchard");
    document.put("state", "proposed");
    document.put("terms", terms());
    document.put("terms-hash", hash);
    document.put("stage", "early");
    document.put("ladder", List.of(Map.of("stage", "early", "window", 500)));
    return document;
  }

  private static Map<String, Object> terms() {
    return Map.of(
        "gateway", "halden",
        "type", "strategic-alliance",
        "purposes", List.of("joint-planning"),
        "datasets", Map.of("accounts", Map.of("fields", Map.of("a", Map.of("stage", "early")))),
        "exchanges", Map.of());
  }
}
