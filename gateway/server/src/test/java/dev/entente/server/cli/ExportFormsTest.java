package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.demo.Commands;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.TypedRecords;
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

/** Exports and queries into files of other forms than JSON, of records of every type. */
class ExportFormsTest {
  @TempDir Path directory;
  @TempDir Path folder;
  private RunningGateway gateway;
  private List<List<Object>> records;

  @BeforeEach
  void start() throws IOException {
    TinyAlliance alliance = TypedRecords.in(directory);
    gateway = RunningGateway.start(alliance);
    records =
        TypedRecords.of(
            gateway.orchard().post(TypedRecords.PATH + "/query", "{}").json().get("records"));
    Files.writeString(
        folder.resolve("key"),
        new String(Json.write(alliance.orchard.toPrivateJwk()), StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Commands.Said run(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                gateway.origin().toString(),
                "orchard",
                "accounts",
                "--key",
                folder.resolve("key").toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private String exported(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve(name).toString()));
    arguments.addAll(List.of("--part", "2"));
    arguments.addAll(List.of(more));
    var said = run("export", arguments.toArray(String[]::new));
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).contains("records in " + folder.resolve(name));
    assertThat(folder.resolve(name + ".ndjson")).doesNotExist();
    return "'" + folder.resolve(name) + "'";
  }

  @Test
  void oneParquetFileIsMadeOfAllParts() throws Exception {
    String file = exported("rows.parquet");

    assertThat(TypedRecords.duckdb("read_parquet(" + file + ")")).isEqualTo(records);
    assertThat(Files.readAllLines(folder.resolve("rows.parquet.receipts"))).hasSize(4);
  }

  @Test
  void oneArrowStreamIsMadeOfAllParts() throws Exception {
    exported("rows.arrows");

    assertThat(TypedRecords.arrow(Files.readAllBytes(folder.resolve("rows.arrows"))))
        .isEqualTo(records);
  }

  @Test
  void oneCsvFileIsMadeOfAllPartsAsTheGatewayWouldWriteIt() throws Exception {
    exported("rows.csv");
    run("query", "--format", "csv", "--output", folder.resolve("page.csv").toString());

    assertThat(folder.resolve("rows.csv")).hasSameTextualContentAs(folder.resolve("page.csv"));
  }

  @Test
  void recordsThatWereNotThereAreAFileToo() throws Exception {
    String file = exported("none.parquet", "--filter", "id==nobody", "--fields", "id,day");

    assertThat(TypedRecords.duckdb("read_parquet(" + file + ")")).isEmpty();
  }

  /** As if it had been killed when all parts were there and the file was not. */
  @Test
  void interruptedBeforeTheFileWasWrittenItIsWrittenFromWhatIsThere() throws Exception {
    Path lines = folder.resolve("rows.ndjson");
    exported("rows.ndjson");
    String receipts = Files.readString(folder.resolve("rows.ndjson.receipts"));
    Files.copy(lines, folder.resolve("rows.parquet.ndjson"));
    Files.writeString(folder.resolve("rows.parquet.receipts"), receipts);
    Files.writeString(folder.resolve("rows.parquet.part"), "half");

    String file = exported("rows.parquet");
    assertThat(TypedRecords.duckdb("read_parquet(" + file + ")")).isEqualTo(records);
    assertThat(folder.resolve("rows.parquet.part")).doesNotExist();
    long written = Files.getLastModifiedTime(folder.resolve("rows.parquet")).toMillis();
    exported("rows.parquet");
    assertThat(Files.getLastModifiedTime(folder.resolve("rows.parquet")).toMillis())
        .isEqualTo(written);
  }

  @Test
  void aNameThatPromisesWhatIsNotWrittenIsWrongUsage() {
    var said = run("export", folder.resolve("rows.arrow").toString());

    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("whose name ends in .arrows");
  }

  @Test
  void aPageIsWrittenAsTheGatewaySendsItAndTheRestIsTold() {
    var said = run("query", "--format", "csv", "--fields", "id,size", "--limit", "2");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo("id,size\r\na,<10\r\nb,>=100\r\n");
    assertThat(said.err())
        .contains("in full")
        .containsPattern("cost {10}[0-9.]+\\R")
        .contains("next page     --cursor ");
  }

  @Test
  void whatIsNoTextGoesIntoAFile() throws Exception {
    assertThat(run("query", "--format", "parquet").exit()).isEqualTo(2);
    assertThat(run("query", "--output", "x").exit()).isEqualTo(2);
    assertThat(run("query", "--format", "csv", "--all").exit()).isEqualTo(2);
    Path file = folder.resolve("page.parquet");

    assertThat(run("query", "--format", "parquet", "--output", file.toString()).exit()).isZero();
    assertThat(TypedRecords.duckdb("read_parquet('" + file + "')")).isEqualTo(records);
  }
}
