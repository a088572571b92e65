package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What someone types and reads who contributes a file, to a gateway that runs. */
class ContributeCommandTest {
  private static final String ROWS = "campaign,spend\nc1,7\nc1,7\nc2,-3\nc3,a lot\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunningGateway gateway;
  private Path keyFile;

  @BeforeEach
  void start() throws IOException {
    var alliance = new TinyAlliance(folder.resolve("halden"));
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    keyFile =
        Files.write(folder.resolve("partner.jwk"), Json.write(alliance.orchard.toPrivateJwk()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int contribute(Path file, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("contribute", gateway.origin().toString(), "orchard", "campaigns"));
    arguments.addAll(List.of(file.toString(), "--key", keyFile.toString()));
    arguments.addAll(List.of(more));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Entente.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void fatesAreCountedAndWhatIsInvalidIsNamed() throws IOException {
    assertThat(contribute(file("campaigns.csv", ROWS))).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith(
            """
            records     4: 1 accepted, 1 duplicate, 2 invalid
                        duplicate: you had shared it just so before
                        invalid: it is not what the exchange asks for
              record 2  spend: -3 is below the minimum 0
              record 3  spend: `a lot` is no number; a number is like 42.5
            credit      6
            stage       early
            """)
        .contains("exposure    ", "receipt     entry ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theSameFileAgainIsAnsweredTheSame() throws IOException {
    Path file = file("campaigns.csv", ROWS);
    assertThat(contribute(file, "--json")).isZero();
    String first = out.toString();
    assertThat(contribute(file, "--json")).isZero();
    assertThat(out.toString()).isEqualTo(first);
    assertThat(contribute(file, "--json", "--idempotency-key", "another")).isZero();
    assertThat(out.toString()).isNotEqualTo(first).contains("\"credit\":0");
  }

  @Test
  void aKeyThatIsTakenIsToldAsARefusal() throws IOException {
    assertThat(contribute(file("a.csv", ROWS), "--idempotency-key", "k1")).isZero();
    assertThat(contribute(file("b.csv", ROWS + "c4,1\n"), "--idempotency-key", "k1")).isEqualTo(1);
    assertThat(err.toString()).startsWith("refused: idempotency-conflict (409)");
  }

  @Test
  void jsonAndNdjsonAreKnownByTheirEndings() throws IOException {
    assertThat(contribute(file("a.json", "{\"records\":[{\"campaign\":\"c1\",\"spend\":1}]}")))
        .isZero();
    assertThat(out.toString()).contains("1 accepted");
    assertThat(contribute(file("a.jsonl", "{\"campaign\":\"c2\",\"spend\":1}\n"))).isZero();
    assertThat(out.toString()).contains("1 accepted");
  }

  @Test
  void itsReceiptIsKeptAndVerifies() throws IOException {
    Path receipt = folder.resolve("receipt.jws");
    assertThat(contribute(file("a.csv", ROWS), "--receipt", receipt.toString())).isZero();
    String jwks;
    String log;
    try (var wire = gateway.wire();
        var another = gateway.wire()) {
      jwks = wire.get("/.well-known/jwks.json").text();
      log = another.get("/v1/log/key").text();
    }
    int exit =
        Entente.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                "verify",
                receipt.toString(),
                "--proof",
                receipt + ".proof",
                "--log-key",
                file("log.key", log).toString(),
                "--jwks",
                file("jwks.json", jwks).toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).contains("for a credit of 6");
  }

  @Test
  void whatCannotBeSentIsWrongUsage() throws IOException {
    assertThat(contribute(file("campaigns.xlsx", "PK"))).isEqualTo(2);
    assertThat(err.toString()).contains(".json, .ndjson, .jsonl or .csv");
    Path large = Files.write(folder.resolve("large.csv"), new byte[(16 << 20) + 1]);
    assertThat(contribute(large)).isEqualTo(2);
    assertThat(err.toString()).contains("16 MiB");
  }

  @Test
  void aFileThatCannotBeReadIsSaidInOneSentence() throws IOException {
    Path none = folder.resolve("none.csv");
    assertThat(contribute(none)).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("there is no file " + none + "; name one that is there");
    Path directory = Files.createDirectory(folder.resolve("folder.csv"));
    assertThat(contribute(directory)).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(directory + " cannot be read: it is a directory; name a file");
  }

  @Test
  void aFileThatCannotBeReadByTheGatewayIsRefusedWithItsLine() throws IOException {
    assertThat(contribute(file("a.csv", "campaign,spnd\nc1,1\n"))).isEqualTo(1);
    assertThat(err.toString())
        .contains("refused: record-malformed (400)", "line 1: `spnd`", "did you mean `spend`?");
  }
}
