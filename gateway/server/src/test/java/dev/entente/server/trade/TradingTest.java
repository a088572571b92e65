package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Json;
import dev.entente.server.client.Ask;
import dev.entente.signature.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingTest {
  @TempDir Path folder;
  private Instant now = Instant.now();
  private TwoGateways two;

  @BeforeEach
  void start() {
    two = new TwoGateways(folder, () -> now).started();
  }

  @AfterEach
  void close() {
    two.close();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static List<JsonNode> of(String kind, JsonNode entries) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode listed : entries) {
      JsonNode entry = Json.read(Base64.getDecoder().decode(listed.get("entry").textValue()));
      if (entry.get("kind").textValue().equals(kind)) {
        found.add(entry);
      }
    }
    return found;
  }

  @Test
  void whatOneFetchesIsRecordedByBothAcknowledgedAndEarnsTheOtherItsCredit() {
    JsonNode round = two.halden.round();

    assertThat(round.get("differences")).isEmpty();
    JsonNode pull = round.get("pulled").get(0);
    assertThat(pull.get("records").intValue()).isEqualTo(2);
    assertThat(pull.get("value").intValue()).isEqualTo(12);
    assertThat(pull.get("credit").intValue()).isEqualTo(12);
    assertThat(round.get("acknowledged").intValue()).isEqualTo(1);
    JsonNode there = two.halden.standingAt(two.orchard);
    assertThat(there.get("given").intValue()).isEqualTo(12);
    assertThat(there.get("unacknowledged").get("count").intValue()).isZero();
    JsonNode here = two.orchard.standingAt(two.halden);
    assertThat(here.get("received").intValue()).isEqualTo(12);
    JsonNode received = of("received", two.orchard.entriesAt(two.halden)).getFirst();
    JsonNode given = two.halden.entriesAt(two.orchard);
    JsonNode disclosed = of("disclosed", given).getFirst();
    assertThat(received.get("transfer").get("log").textValue()).isEqualTo("orchard");
    assertThat(received.get("transfer").get("value")).isEqualTo(disclosed.get("value"));
    assertThat(leaves(given)).contains(received.get("transfer").get("leaf").textValue());
  }

  private static List<String> leaves(JsonNode entries) {
    var leaves = new ArrayList<String>();
    entries.forEach(
        it ->
            leaves.add(
                Sha256.hash(new byte[1], Base64.getDecoder().decode(it.get("entry").textValue()))
                    .toString()));
    return leaves;
  }

  @Test
  void roundAfterRoundBothAgreeAndWhatWasFetchedBeforeCostsAndEarnsNothing() {
    for (int i = 0; i < 3; i++) {
      assertThat(two.halden.round().get("differences")).isEmpty();
      assertThat(two.orchard.round().get("differences")).isEmpty();
    }
    assertThat(two.orchard.standingAt(two.halden).get("received").intValue()).isEqualTo(12);
    assertThat(two.orchard.standingAt(two.halden).get("given").intValue()).isEqualTo(9);
    assertThat(two.halden.standingAt(two.orchard).get("received").intValue()).isEqualTo(9);
  }

  @Test
  void whatAPersonAsksForWithTheGatewaysKeyAndIsNotRecordedIsADifferenceAfterTheGrace() {
    two.halden.round();
    two.halden.asPartnerOf(
        two.orchard, calls -> calls.query(new DatasetId("campaigns"), Ask.everything()).orThrow());

    assertThat(two.halden.round().get("differences")).isEmpty();
    pass(Duration.ofHours(2));
    JsonNode differences = two.halden.round().get("differences");

    assertThat(differences).hasSize(1);
    assertThat(differences.get(0).get("dispute").textValue()).startsWith("transfer-missing-in-");
    assertThat(differences.get(0).get("theirs").get("says").textValue()).startsWith("released");
    assertThat(differences.get(0).get("ours").get("says").textValue())
        .isEqualTo("nothing was received");
    var refused =
        two.orchard.asPartnerOf(
            two.halden, calls -> calls.query(new DatasetId("accounts"), Ask.everything()));
    assertThat(Json.read(refused.body()).get("type").textValue()).endsWith(":agreement-suspended");
    assertThat(of("difference.found", two.orchard.entriesAt(two.halden))).hasSize(1);
    two.halden.round();
    assertThat(of("difference.found", two.orchard.entriesAt(two.halden))).hasSize(1);
  }

  @Test
  void anAnswerThatNeverCameIsRecordedFromThePeersLogAndAcknowledged() throws Exception {
    two.halden.round();
    var lost =
        two.halden.asPartnerOf(
            two.orchard,
            calls -> calls.query(new DatasetId("campaigns"), Ask.everything()).orThrow());
    String request =
        of("disclosed", two.halden.entriesAt(two.orchard)).getLast().get("request").textValue();
    Path asked = folder.resolve("halden/state/peers/orchard/asked");
    Files.writeString(asked, Files.readString(asked) + request + "\n");
    assertThat(lost).isNotNull();

    JsonNode round = two.halden.round();

    assertThat(round.get("lost").intValue()).isEqualTo(1);
    assertThat(round.get("differences")).isEmpty();
    pass(Duration.ofDays(2));
    assertThat(two.halden.round().get("differences")).isEmpty();
    JsonNode waiting = two.halden.standingAt(two.orchard).get("unacknowledged");
    assertThat(waiting.get("count").intValue()).isZero();
  }

  @Test
  void itGoesOnAfterARestartFromWhatItHasOfThePeersLog() {
    two.halden.round();
    two.halden.gateway.close();
    two.halden.start();

    JsonNode round = two.halden.round();

    assertThat(round.get("differences")).isEmpty();
    assertThat(round.get("mirrored").intValue()).isLessThan(4);
  }

  @Test
  void whatARoundSawOfThePeersLogItsWitnessHoldsItTo() throws Exception {
    JsonNode round = two.halden.round();
    try (var files = Files.list(folder.resolve("halden/state/witnessed"))) {
      Path kept =
          files.filter(it -> it.toString().endsWith(".checkpoint")).findFirst().orElseThrow();
      assertThat(Files.readAllLines(kept).subList(0, 2))
          .containsExactly("orchard", round.get("size").asText());
    }
  }

  @Test
  void aPeerThatDoesNotAnswerIsToldAndStopsNothing() {
    two.orchard.close();

    JsonNode round = two.halden.round();

    assertThat(round.get("problem").textValue()).contains("nothing answers at");
    two.orchard.start();
    assertThat(two.halden.round().has("problem")).isFalse();
  }

  @Test
  void aPeerWhoseStateWasReplacedByAnOlderCopyIsFoundAndHeld() throws Exception {
    two.halden.round();
    two.orchard.close();
    Path state = folder.resolve("orchard/state");
    Path backup = folder.resolve("backup");
    copy(state, backup);
    two.orchard.start();
    two.halden.round();
    two.orchard.close();
    delete(state);
    copy(backup, state);
    two.orchard.start();

    JsonNode round = two.halden.round();

    assertThat(round.get("differences").findValuesAsText("dispute"))
        .singleElement()
        .asString()
        .startsWith("log-");
    assertThat(round.get("pulled")).isEmpty();
    assertThat(round.get("acknowledged").intValue()).isZero();
    assertThat(suspended()).isTrue();
  }

  private boolean suspended() {
    return two.orchard
        .asPartnerOf(
            two.halden,
            calls -> Json.read(calls.agreement().orThrow().body()).get("state").textValue())
        .equals("suspended");
  }

  @Test
  void aPeerThatIsRolledBackAgainAfterItCameBackIsHeldAgain() throws Exception {
    two.halden.round();
    Path state = folder.resolve("orchard/state");
    rollBack(state, folder.resolve("first"));
    assertThat(disputes(two.halden.round())).singleElement().asString().contains("-after-");
    bringBack(state, folder.resolve("first"));
    two.halden.round();
    rollBack(state, folder.resolve("second"));

    assertThat(disputes(two.halden.round())).hasSize(1);

    assertThat(of("difference.found", two.orchard.entriesAt(two.halden))).hasSize(2);
  }

  private static List<String> disputes(JsonNode round) {
    return round.get("differences").findValuesAsText("dispute");
  }

  /** The peer's log grows after a copy was taken, is seen so, and is the copy then. */
  private void rollBack(Path state, Path name) throws Exception {
    two.orchard.close();
    copy(state, name.resolveSibling(name.getFileName() + "-old"));
    two.orchard.start();
    two.halden.asPartnerOf(
        two.orchard, calls -> calls.query(new DatasetId("campaigns"), Ask.everything()).orThrow());
    two.halden.round();
    two.orchard.close();
    copy(state, name.resolveSibling(name.getFileName() + "-new"));
    delete(state);
    copy(name.resolveSibling(name.getFileName() + "-old"), state);
    two.orchard.start();
  }

  private void bringBack(Path state, Path name) throws Exception {
    two.orchard.close();
    delete(state);
    copy(name.resolveSibling(name.getFileName() + "-new"), state);
    two.orchard.start();
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
