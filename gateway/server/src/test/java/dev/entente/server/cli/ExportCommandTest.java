package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.client.FakeGateway;
import dev.entente.server.demo.Commands;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty accounts; ticker and sector of one are worth 2. */
class ExportCommandTest {
  private static final int ACCOUNTS = 40;

  @TempDir Path directory;
  @TempDir Path folder;
  private TinyAlliance alliance;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    var rows = new StringBuilder("ticker,sector,employees,margin,notes\n");
    IntStream.range(0, ACCOUNTS).forEach(i -> rows.append("T%02d,Steel,7,1,n\n".formatted(i)));
    alliance = new TinyAlliance(directory).write("data/accounts.csv", rows.toString());
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    Files.writeString(
        folder.resolve("key"),
        new String(Json.write(alliance.orchard.toPrivateJwk()), StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Commands.Said export(String... more) {
    return exportFrom(gateway.origin().toString(), more);
  }

  private Commands.Said exportFrom(String origin, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "export",
                origin,
                "orchard",
                "accounts",
                folder.resolve("rows").toString(),
                "--key",
                folder.resolve("key").toString(),
                "--fields",
                "ticker,sector",
                "--part",
                "15"));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private List<String> tickers() throws IOException {
    return lines("rows").stream().map(it -> it.get("ticker").textValue()).toList();
  }

  private List<JsonNode> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .map(it -> Json.read(it.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<String> all() {
    return IntStream.range(0, ACCOUNTS).mapToObj("T%02d"::formatted).toList();
  }

  private Commands.Said shown(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                gateway.origin().toString(),
                "orchard",
                "--key",
                folder.resolve("key").toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private JsonNode standing() {
    var said = shown("standing", "--json");
    return Json.read(said.out().strip().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsSetAsideIsGivenBackWithoutFetchingMore() throws IOException {
    assertThat(export("--end").err()).contains("nothing was begun for");
    export();
    String begun = Files.readAllLines(folder.resolve("rows.receipts")).getFirst();
    var open =
        gateway
            .caller(alliance.orchard)
            .post("/v1/agreements/orchard/datasets/accounts/exports", "{\"records\":100}");
    Files.writeString(
        folder.resolve("rows.receipts"),
        begun.replaceFirst("\"export\":\\d+", "\"export\":" + open.json().get("export")) + "\n");
    assertThat(standing().get("reserved").intValue()).isPositive();

    var said = export("--end");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).contains("is over; nothing is set aside for it any more");
    assertThat(standing().get("reserved").intValue()).isZero();
  }

  @Test
  void theReceiptsBesideTheFileAreAcknowledgedLater() {
    assertThat(export("--records", "100").exit()).isZero();
    assertThat(standing().get("unacknowledged").get("count").intValue()).isEqualTo(3);

    var said = shown("acknowledge", folder.resolve("rows.receipts").toString());

    assertThat(said.exit()).as(said.err() + said.out()).isZero();
    assertThat(standing().get("unacknowledged").get("count").intValue()).isZero();
  }

  @Test
  void allPartsComeIntoTheFileEachWithAReceiptAndNothingStaysReserved() throws IOException {
    var said = export("--records", "100", "--acknowledge");

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(tickers()).isEqualTo(all());
    assertThat(lines("rows").getFirst()).hasToString("{\"ticker\":\"T00\",\"sector\":\"Steel\"}");
    assertThat(lines("rows.receipts")).hasSize(4).allMatch(it -> it.has("receipt"));
    assertThat(said.err())
        .contains("200 set aside, for 100 records not seen yet")
        .contains("part 2: 30 records so far, 30 for this part, 140 still set aside")
        .contains("part 3: 40 records so far, 20 for this part, 0 still set aside");
    assertThat(standing().get("reserved").intValue()).isZero();
    assertThat(standing().get("exposure").intValue()).isEqualTo(2 * ACCOUNTS);
    assertThat(standing().at("/unacknowledged/count").intValue()).isZero();
    assertThat(export().err()).contains("whole: 40 records in ");
  }

  /** As if it had been killed after a part was fetched and before all of it was written. */
  @Test
  void interruptedItGoesOnWhereItStopped() throws IOException {
    export();
    List<String> receipts = Files.readAllLines(folder.resolve("rows.receipts"));
    String half = receipts.get(2).substring(0, 20);
    Files.writeString(
        folder.resolve("rows.receipts"), receipts.get(0) + "\n" + receipts.get(1) + "\n" + half);
    Files.writeString(folder.resolve("rows"), "{\"ticker\":\"T4", StandardOpenOption.APPEND);

    var said = export();
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).contains("goes on after 15 records").contains("0 for this part");
    assertThat(tickers()).isEqualTo(all());
    assertThat(lines("rows.receipts")).hasSize(4);
    assertThat(standing().get("exposure").intValue()).isEqualTo(2 * ACCOUNTS);
  }

  @Test
  void whatIsInTheWayIsNotWrittenOver() throws IOException {
    Files.writeString(folder.resolve("rows"), "mine\n");
    assertThat(export().err()).contains("is there already");
    assertThat(Files.readString(folder.resolve("rows"))).isEqualTo("mine\n");
    Files.delete(folder.resolve("rows"));
    export();
    var other = export("--filter", "sector==Steel");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains("was begun with another query");
  }

  /** As if a machine had failed before all of the file was on its disk. */
  @Test
  void partsWhoseRecordsAreGoneAreFetchedAgain() throws IOException {
    export();
    String rows = Files.readString(folder.resolve("rows"));
    Files.writeString(folder.resolve("rows"), rows.substring(0, rows.length() / 2));

    var said = export();

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).contains("goes on after 15 records").contains("0 for this part");
    assertThat(Files.readString(folder.resolve("rows"))).isEqualTo(rows);
    assertThat(lines("rows.receipts")).hasSize(4);
  }

  @Test
  void whereCreditRunsDryItStopsAndTheRecordsThatLeftStay() throws IOException {
    close();
    alliance.change("entente.yaml", "window: 500", "window: 50");
    alliance.change("entente.yaml", "window: 1000", "steep: true, window: 1000");
    directoryIsNew();

    var said = export();
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("50 set aside, for 25 records not seen yet")
        .contains("refused: reciprocity-exhausted (403)");
    assertThat(tickers()).isEqualTo(all().subList(0, 25));
  }

  @Test
  void whatAnExportHoldsIsShownWithTheStanding() {
    gateway
        .orchard()
        .post(
            "/v1/agreements/orchard/datasets/accounts/exports",
            "{\"fields\":[\"ticker\"],\"records\":30}");

    assertThat(shown("standing").out()).contains(", 30 reserved, 470 left");
  }

  /** The part is signed, but its receipt is not of these records. */
  @Test
  void aPartWhoseReceiptIsOfOtherRecordsIsNotTaken() throws IOException {
    export();
    List<String> receipts = Files.readAllLines(folder.resolve("rows.receipts"));
    Files.writeString(
        folder.resolve("rows.receipts"), receipts.get(0) + "\n" + receipts.get(1) + "\n");
    String receipt = lines("rows.receipts").get(1).get("receipt").textValue();
    try (var other = new FakeGateway(alliance.orchard)) {
      other.answering(part(receipt), "{\"ticker\":\"T15\"}\n");
      var said = exportFrom(other.origin().toString());
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).contains("not taken: ");
      assertThat(tickers()).isEqualTo(all().subList(0, 15));
    }
  }

  private static Map<String, Object> part(String receipt) {
    var figures = new LinkedHashMap<String, Object>();
    List.of("value", "exposure", "window", "remaining").forEach(it -> figures.put(it, 0));
    figures.put("limited", false);
    var part = new LinkedHashMap<String, Object>();
    part.put("dataset", "accounts");
    part.put("stage", "early");
    part.put("fields", Map.of());
    part.put("reciprocity", figures);
    part.put("receipt", receipt);
    return part;
  }

  private void directoryIsNew() throws IOException {
    try (var files = Files.walk(directory.resolve("state"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
  }
}
