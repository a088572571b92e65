package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script reads that comes with a token, and what the description says that it reads. */
class ScriptTest {
  private static final Pattern ROUTE =
      Pattern.compile("\\.(get|post|delete)\\(\\s*\"(/v1/[^\"]+)\"");

  @TempDir Path directory;
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway =
        RunningGateway.start(
            new TinyAlliance(directory)
                .change(
                    "entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 2}"));
    gateway.orchard().post("/v1/agreements/orchard/datasets/accounts/query", "{}");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply ask(String method, String target, String token) {
    try (var wire = new Wire(gateway.admin())) {
      return wire.send(
              "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n\r\n"
                  .formatted(method, target, token))
          .reply();
    }
  }

  private String token() {
    return InProcess.by(InstantSource.system())
        .run("sign-in", directory.toString(), "--as", "ana")
        .out()
        .strip();
  }

  private String signed(SigningKey key, Command command, Duration ago) {
    Instant then = Instant.now().minus(ago);
    return OperatorDocument.sign("halden", "ana", key, command, "to look", then).compact();
  }

  private SigningKey anasKey() throws IOException {
    return SigningKey.parse(Files.readString(directory.resolve("state/operators/ana.jwk")));
  }

  @Test
  void aScriptReadsWithTheTokenThatTheCommandPrints() {
    Reply reply = ask("GET", "/v1/alliances", token());

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/alliances/0/partner").textValue()).isEqualTo("Orchard Devices");
    assertThat(reply.headers().lines())
        .as("a script has no session")
        .noneMatch(line -> line.name().equalsIgnoreCase("set-cookie"));
  }

  @Test
  void aTokenThatIsOfNobodyOrOldOrAnotherOrderIsNone() throws IOException {
    var another = new AgreementId("orchard");
    for (String token :
        new String[] {
          "x",
          signed(SigningKey.generate(), new Command.SignIn(), Duration.ZERO),
          signed(anasKey(), new Command.SignIn(), Duration.ofMinutes(6)),
          signed(anasKey(), new Command.Suspend(another), Duration.ZERO)
        }) {
      Reply reply = ask("GET", "/v1/alliances", token);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.json().get("detail").textValue()).contains("entente sign-in");
    }
    assertThat(ask("GET", "/v1/alliances", signed(anasKey(), new Command.SignIn(), Duration.ZERO)))
        .extracting(Reply::status)
        .isEqualTo(200);
  }

  @Test
  void aTokenOpensNoPageAndOrdersNothing() {
    assertThat(ask("GET", "/alliances/orchard", token()).status()).isEqualTo(302);
    assertThat(ask("POST", "/orders/text", token()).status()).isIn(403, 421);
  }

  @Test
  void eachCallAnswersAsItIsDescribed() {
    order("propose", "mid");
    JsonNode api = ask("GET", "/openapi.json", "").json();
    assertThat(api.get("openapi").textValue()).startsWith("3.1");
    String record =
        ask("GET", "/v1/alliances/orchard/known/accounts", token())
            .json()
            .at("/records/0/record")
            .textValue();
    for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
      JsonNode contents = path.getValue().at("/get/responses/200/content");
      if (contents.isObject() && path.getKey().startsWith("/v1/")) {
        String target =
            path.getKey()
                .replace("{a}", "orchard")
                .replace("{d}", "accounts")
                .replace("{record}", record)
                .replace("{subject}", "mid")
                .replace("{index}", "2");
        Reply reply = ask("GET", target, token());
        assertThat(reply.status()).as(target).isEqualTo(200);
        Map.Entry<String, JsonNode> content = contents.properties().iterator().next();
        assertThat(reply.headers().combined("content-type"))
            .as(target)
            .startsWith(content.getKey());
        if (content.getKey().equals("application/json")) {
          Schemas.of(api).hold(content.getValue().get("schema"), reply.json(), target);
        }
      }
    }
  }

  /** Of what is routed nothing is left out. */
  @Test
  void eachCallIsDescribed() throws IOException {
    JsonNode paths = ask("GET", "/openapi.json", "").json().get("paths");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/entente/server/console"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        for (MatchResult route : ROUTE.matcher(Files.readString(file)).results().toList()) {
          String path = route.group(2).replaceAll(":\\w+", "{}");
          assertThat(paths.propertyStream())
              .as(route.group())
              .anyMatch(
                  it ->
                      it.getKey().replaceAll("\\{\\w+}", "{}").equals(path)
                          && it.getValue().has(route.group(1)));
        }
      }
    }
  }

  private void order(String command, String stage) {
    var said =
        InProcess.by(InstantSource.system())
            .run(
                command,
                directory.toString(),
                "orchard",
                stage,
                "--as",
                "ana",
                "--because",
                "time");
    assertThat(said.exit()).as(said.err()).isZero();
  }
}
