package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.simulation.Kind;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SimulateCommandTest {
  private static final Path EXAMPLE = Path.of("../../examples/displays-and-phones");
  private static final Path DOC = Path.of("../../docs/trust.md");

  @TempDir private Path folder;
  private String out = "";
  private String err = "";

  @Test
  void itPrintsTheTableThatTheDocumentationShows() throws Exception {
    assertThat(run("simulate", EXAMPLE.toString(), "orchard")).as(err).isZero();
    String table = out.lines().limit(3 + Kind.values().length).collect(Collectors.joining("\n"));
    assertThat(table).startsWith("orchard: 365 days with each kind of partner, seed 3\n\npartner ");
    assertThat(Files.readString(DOC)).contains(table);
    assertThat(out)
        .contains("honest, for late: cleared 2508 of 3000\n")
        .contains("our people raise a stage on the day on which its gates are met");
  }

  @Test
  void itPrintsTheSameAsJson() {
    assertThat(run("simulate", EXAMPLE.toString(), "--partner", "late,taker", "--json")).isZero();
    JsonNode game = Json.read(out.getBytes(StandardCharsets.UTF_8)).at("/agreements/0");
    assertThat(game.path("agreement").asText()).isEqualTo("orchard");
    assertThat(game.path("partners")).hasSize(2);
    JsonNode late = game.at("/partners/0");
    assertThat(late.path("partner").asText()).isEqualTo("late");
    assertThat(late.at("/reached/mid").asInt()).isEqualTo(151);
    assertThat(late.at("/reached/late").isNull()).isTrue();
    assertThat(late.at("/sent/accepted").asInt()).isEqualTo(360);
    assertThat(late.at("/rounds/missed").asInt()).isEqualTo(2);
    assertThat(late.at("/missing/0/missing").asInt()).isEqualTo(690);
    assertThat(game.at("/partners/1/received").asInt()).isZero();
  }

  @Test
  void itDrawsOnePageThatNeedsNothingElse() throws Exception {
    Path file = folder.resolve("year.html");
    assertThat(run("simulate", EXAMPLE.toString(), "--days", "60", "--html", file.toString()))
        .as(err)
        .isZero();
    String page = Files.readString(file);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("<script")
        .doesNotContain("http")
        .doesNotContain("NaN");
    assertThat(page.split("<figure>", -1)).hasSize(1 + Kind.values().length);
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("svg").getLength())
        .as("two for each partner, and the legend")
        .isEqualTo(2 * Kind.values().length + 7);
  }

  @Test
  void itSaysWhatItDoesNotKnow() {
    assertThat(run("simulate", EXAMPLE.toString(), "pear")).isEqualTo(1);
    assertThat(err).contains("there is no agreement `pear`").contains("there is: orchard");
    assertThat(run("simulate", EXAMPLE.toString(), "Not/A/Name")).isEqualTo(2);
    assertThat(run("simulate", EXAMPLE.toString(), "--partner", "saint")).isEqualTo(2);
    assertThat(err).contains("`saint` is no kind of partner; they are [honest, taker,");
    assertThat(run("simulate", EXAMPLE.toString(), "--days", "0")).isEqualTo(2);
    assertThat(err).contains("play 1 to 3650 days, not 0");
    Path nowhere = folder.resolve("no/such/folder.html");
    assertThat(
            run(
                "simulate",
                EXAMPLE.toString(),
                "--days",
                "1",
                "--partner",
                "taker",
                "--html",
                nowhere.toString()))
        .isEqualTo(1);
    assertThat(err).contains("cannot be written");
  }

  /** An integer has bounds, and a minimum at the end of them leaves no numbers to make up. */
  @Test
  void whatGoesWrongWhileItPlaysIsNotWrongUsage() {
    var alliance = new TinyAlliance(folder);
    String spend = "type: number, category: performance, value: 5, required: true, minimum: ";
    String whole = spend.replace("number", "integer");
    alliance.change("exchanges/campaigns.yaml", spend + "0", whole + "0.5");
    String[] days = {
      "simulate", folder.toString(), "orchard", "--days", "9", "--partner", "honest"
    };
    assertThat(run(days)).as(err).isZero();
    alliance.change("exchanges/campaigns.yaml", whole + "0.5", whole + "9007199254740991");
    assertThat(run(days)).isEqualTo(1);
    assertThat(err).startsWith("orchard cannot be played: ");
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
