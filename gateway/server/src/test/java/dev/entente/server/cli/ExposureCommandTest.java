package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What partners are told to know is what they were answered, no cell more and none fewer. */
class ExposureCommandTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path directory;
  private volatile Instant now = Instant.parse("2026-03-01T09:00:00Z");
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;
  private final ToldCells told = new ToldCells();

  @BeforeEach
  void start() {
    alliance =
        new TinyAlliance(directory)
            .change("entente.yaml", "admin: 127.0.0.1:0", "external-origin: http://halden.example")
            .change("agreements/pear.yaml", "Pear Phones", "Orchard Devices");
    gateway = RunningGateway.start(alliance, () -> now);
    orchard = gateway.orchard();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void ask(String body, String... touched) {
    now = now.plus(Duration.ofMinutes(1));
    told.answer(now, orchard.post(QUERY, body).json(), touched);
  }

  private void restart() {
    gateway.restart();
    orchard = gateway.caller(alliance.orchard);
  }

  /** A part of the cells, then all, then what changed, and one more under a filter. */
  private void answers() {
    ask("{\"fields\":[\"ticker\",\"employees\"],\"limit\":2}");
    ask("{\"fields\":[\"ticker\"],\"filter\":\"sector==Energy\"}", "sector");
    ask("{\"limit\":4}");
    ask("{\"limit\":4}");
    alliance.change("data/accounts.csv", "BCD,Hardware,50", "BCD,Chips,500");
    restart();
    ask("{\"limit\":4}");
  }

  private Said exposure(String... more) {
    var arguments = new ArrayList<>(List.of("exposure", directory.toString()));
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Said said) {
    assertThat(said.exit()).as(said.err()).isZero();
    return Json.read(said.out().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theCsvHasExactlyTheCellsThatWereAnswered() {
    answers();
    Said said = exposure("orchard", "--csv");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines().findFirst())
        .hasValue("dataset,record,field,category,form,first-seen,last-seen,value");
    assertThat(said.out().lines().skip(1)).containsExactlyInAnyOrderElementsOf(told.csv());
    assertThat(told.csv()).hasSize(11);
  }

  @Test
  void theTotalsAreThoseOfTheCells() {
    answers();
    JsonNode sheet = json(exposure("orchard", "--json"));
    assertThat(sheet.get("records").intValue()).isEqualTo(4);
    assertThat(sheet.get("cells").intValue()).isEqualTo(told.csv().size());
    assertThat(sheet.get("value").decimalValue()).isEqualByComparingTo(told.value());
    BigDecimal fields = BigDecimal.ZERO;
    for (JsonNode field : sheet.at("/datasets/0/fields")) {
      fields = fields.add(field.get("value").decimalValue());
    }
    assertThat(fields).isEqualByComparingTo(told.value());
    Said table = exposure("orchard");
    assertThat(table.out())
        .contains("Orchard Devices, by orchard")
        .containsPattern("employees +targeting +band +3 +2026-03-01 09:01 +2026-03-01 09:05")
        .contains("in all 4 records, 11 cells, worth " + told.value().toPlainString());
  }

  @Test
  void aRecordThatIsGoneFromTheSourceStandsAsItsHashAndThatIsSaid() throws IOException {
    answers();
    String before = exposure("orchard", "--csv", "--no-source").out();
    assertThat(before).doesNotContain("ABC").contains("hash:");
    alliance.change("data/accounts.csv", "ABC,Software,120,0.5,hidden\n", "");
    alliance.change("data/accounts.csv", "ABC,Again", "XYZ,Again");
    Path file = directory.resolve("known.csv");
    Said said = exposure("orchard", "--csv", file.toString());
    assertThat(said.err()).contains("accounts: 1 of 4 records stand as hashes: they are gone");
    assertThat(said.out()).contains("in all 4 records");
    String csv = Files.readString(file);
    assertThat(csv)
        .contains("BCD")
        .doesNotContain("ABC")
        .containsPattern("accounts,hash:[0-9a-f]{32},");
    List<String> gone = csv.lines().filter(it -> it.contains("hash:")).toList();
    assertThat(before.lines()).containsAll(gone);
    assertThat(gone).hasSize(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSourceThatCannotBeReadLeavesHashesAndSaysSo() throws IOException {
    answers();
    Files.delete(directory.resolve("data/accounts.csv"));
    Said said = exposure("orchard", "--csv");
    assertThat(said.exit()).isZero();
    assertThat(said.err()).contains("4 of 4 records stand as hashes: the source cannot be read");
    assertThat(said.out().lines()).hasSize(12);
    alliance.write("datasets/accounts.yaml", "not: [a dataset");
    Said broken = exposure("orchard", "--csv");
    assertThat(broken.err()).contains("datasets/accounts.yaml:1").contains("stand as hashes");
    assertThat(broken.out()).isEqualTo(said.out());
  }

  @Test
  void whoHasSeenACustomerIsToldOverAllAgreements() {
    answers();
    Caller pear = gateway.caller(alliance.pear);
    String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
    pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    pear.post(
        "/v1/agreements/pear/datasets/secrets/query", "{\"fields\":[\"ticker\"],\"limit\":1}");
    JsonNode all = json(exposure("--record", "ABC", "--json"));
    assertThat(sights(all))
        .containsExactly(
            "orchard accounts ticker full", "orchard accounts employees band",
            "orchard accounts sector full", "pear secrets ticker full");
    assertThat(all.at("/seen/0/partner").textValue()).isEqualTo("Orchard Devices");
    assertThat(sights(json(exposure("pear", "--record", "ABC", "--json"))))
        .containsExactly("pear secrets ticker full");
    assertThat(sights(json(exposure("--record", "ABC", "--dataset", "secrets", "--json"))))
        .containsExactly("pear secrets ticker full");
    assertThat(exposure("--record", "BCD").out())
        .containsPattern("orchard +Orchard Devices +accounts +sector +full +2026-03-01 09:03");

    JsonNode partner = json(exposure("--partner", "Orchard Devices", "--json"));
    assertThat(partner.get("who").textValue()).isEqualTo("Orchard Devices, by orchard, pear");
    assertThat(partner.get("cells").intValue()).isEqualTo(told.csv().size() + 1);
    assertThat(partner.get("value").decimalValue())
        .isEqualByComparingTo(told.value().add(BigDecimal.ONE));
  }

  private static List<String> sights(JsonNode document) {
    return document
        .get("seen")
        .valueStream()
        .map(
            it ->
                List.of("agreement", "dataset", "field").stream()
                        .map(name -> it.get(name).textValue())
                        .collect(Collectors.joining(" "))
                    + " "
                    + it.get("forms").get(0).textValue())
        .toList();
  }

  @Test
  void whatNobodyKnowsIsSaidAndEndsWithOne() {
    ask("{\"limit\":1}");
    assertRefused(exposure("peach"), "no agreement called peach; there is orchard, pear");
    assertRefused(exposure("--partner", "Peach"), "no partner called Peach; there is Orchard");
    assertRefused(exposure("orchard", "--dataset", "secrets"), "no dataset in it called secrets");
    assertRefused(exposure("--record", "EFG"), "nobody has seen a record with the key EFG");
    assertRefused(exposure("--record", "A", "--record", "B"), "no dataset has a key like A,B");
    assertThat(exposure("pear").out()).contains("nothing was seen yet");
    assertThat(exposure().exit()).isEqualTo(2);
    assertThat(exposure("orchard", "--record", "ABC", "--csv").exit()).isEqualTo(2);
  }

  private static void assertRefused(Said said, String why) {
    assertThat(said.err()).contains(why);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void aMemoryThatTheEntryDoesNotNameIsNotTold() throws SQLException {
    ask("{\"limit\":2}");
    gateway.close();
    try (var database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state/ledger.db"));
        var edit = database.createStatement()) {
      edit.executeUpdate("UPDATE entry SET memory = memory || memory WHERE memory IS NOT NULL");
    }
    assertRefused(exposure("orchard"), "the memory kept beside it");
    assertRefused(exposure("--record", "ABC"), "the memory kept beside it");
  }
}
