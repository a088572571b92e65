package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatasetDraftCommandTest {
  private static final Path EXAMPLES = Path.of("../../examples");

  @TempDir private Path directory;

  private Said draft(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dataset", "draft", directory.toString()));
    all.addAll(List.of(arguments));
    return InProcess.run(all.toArray(String[]::new));
  }

  private void greenCheck() {
    Said said = InProcess.run("check", directory.toString());
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private String manifest(String name) {
    try {
      return Files.readString(directory.resolve("datasets/" + name + ".yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "displays-and-phones, accounts.csv, account-no",
    "displays-and-phones, roadmap.parquet, panel",
    "displays-and-phones, segments.json, segment",
    "two-gateways/halden, accounts.csv, account",
    "two-gateways/orchard, campaigns.csv, campaign"
  })
  void theDraftOfAnExamplesFileHoldsAsItIs(String example, String file, String key)
      throws IOException {
    new TinyAlliance(directory);
    Files.copy(
        EXAMPLES.resolve(example).resolve("data").resolve(file),
        directory.resolve("data/drafted-" + file));

    Said said = draft("--from", directory.resolve("data/drafted-" + file).toString());

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("drafted   datasets/drafted-", "key       " + key + "\n");
    greenCheck();
    assertThat(InProcess.run("check", directory.toString()).out())
        .as("each column is named")
        .doesNotContain("datasets/drafted-accounts.yaml:5: note", "besides");
  }

  @Test
  void aDraftIsServedAsItStands() {
    var alliance = new TinyAlliance(directory);
    alliance.write(
        "data/sites.ndjson",
        """
        {"site": "s1", "region": "north", "employees": 12, "email": "kim@example.org", "tags": []}
        {"site": "s2", "region": "south", "employees": 30, "email": "lee@example.org", "tags": []}
        """);
    assertThat(draft("--from", "data/sites.ndjson", "--key", "site").exit()).isZero();
    alliance.change("agreements/orchard.yaml", "[accounts]", "[accounts, sites]");
    alliance.change("datasets/sites.yaml", "stage: mid", "stage: early");
    try (var gateway = RunningGateway.start(alliance)) {
      String answer =
          gateway.orchard().post("/v1/agreements/orchard/datasets/sites/query", "{}").text();
      assertThat(answer).contains("north", "30").doesNotContain("example.org");
    }
  }

  @Test
  void severalFilesArePartsOfOne() {
    var alliance = new TinyAlliance(directory);
    alliance.write("data/sales/year=2024/a.csv", "id,region,extra\na,north,x\n");
    alliance.write("data/sales/year=2025/b.csv", "id,region\nb,south\n");
    Said said = draft("--from", "data/sales/*/*.csv");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(manifest("sales"))
        .contains("year: {type: integer", "# not every file has it")
        .contains("path: \"data/sales/*/*.csv\"");
    greenCheck();
  }

  @Test
  void aManifestIsNeverOverwritten() {
    var alliance = new TinyAlliance(directory);
    String before = manifest("accounts");
    Said said = draft("--from", "data/accounts.csv");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("datasets/accounts.yaml is there already", "--name");
    assertThat(manifest("accounts")).isEqualTo(before);
    assertThat(alliance.root.resolve("datasets")).isDirectoryNotContaining("glob:**x*");
  }

  @Test
  void aDryRunPrintsTheManifestAndWritesNothing() {
    new TinyAlliance(directory);
    Said said =
        draft("--from", "data/accounts.csv", "--name", "more", "--dry-run", "--key", "ticker");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("# Drafted from 7 rows").contains("dataset: more\n");
    assertThat(directory.resolve("datasets/more.yaml")).doesNotExist();
  }

  @Test
  void machinesAreToldInJson() {
    new TinyAlliance(directory);
    Said said = draft("--from", "data/accounts.csv", "--name", "more", "--json", "--key", "ticker");
    assertThat(said.exit()).as(said.err()).isZero();
    JsonNode told = Json.read(said.out().strip().getBytes(StandardCharsets.UTF_8));
    assertThat(told.get("rows").asInt()).isEqualTo(7);
    assertThat(told.get("key").get(0).asText()).isEqualTo("ticker");
    assertThat(told.get("fields").get(1).get("stage").asText()).isEqualTo("early");
  }

  @Test
  void whatHasNoKeyIsNotDrafted() {
    new TinyAlliance(directory).write("data/same.csv", "a,b\n1,1\n1,1\n");
    Said said = draft("--from", "data/same.csv");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("name some with --key");
    assertThat(directory.resolve("datasets/same.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://db/x                                    | there is nothing for `mysql://`",
        "/etc/passwd                                     | lies outside of",
        "../outside.csv                                  | there is no file `../outside.csv`",
        "data/none.csv                                   | there is no file `data/none.csv`",
        "data/accounts.txt                               | its name ends in",
        "postgres://ana:hunter2@db.example/x?table=a.b   | does not belong into a command line",
        "postgres://db.example/x?table=a.b&password=hunter2 | --password-file",
        "https://api.example/v1/x?api_key=hunter2        | name a variable of the environment",
        "https://ana:hunter2@api.example/v1/x            | with neither a user",
        "http://127.0.0.1:1/x                            | cannot be reached",
        "postgres:///                                    | is like postgres://"
      })
  void whatCannotBeDraftedFromIsSaidWithoutASecret(String from, String told) {
    new TinyAlliance(directory).write("data/accounts.txt", "a\n");
    Said said = draft("--from", from, "--name", "x");
    assertThat(said.exit()).as(said.err()).isEqualTo(1);
    assertThat(said.err())
        .contains(told)
        .doesNotContain("hunter2", "should not have happened", "\tat ");
    assertThat(directory.resolve("datasets/x.yaml")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth={scheme: Bearer, secret: hunter2}",
        "headers={Authorization: Bearer hunter2}",
        "headers={X-Api-Key: hunter2}"
      })
  void aSecretIsNotWrittenOut(String member) {
    new TinyAlliance(directory);
    Said said = draft("--from", "https://api.example/v1/x", "--set", member);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("${API_TOKEN}").doesNotContain("hunter2");
  }

  @Test
  void withoutASourceItIsWrongUsage() {
    assertThat(draft().exit()).isEqualTo(2);
    assertThat(InProcess.run("dataset").exit()).isEqualTo(2);
    assertThat(InProcess.run("dataset", "draft", "--help").out()).contains("Examples:");
  }
}
