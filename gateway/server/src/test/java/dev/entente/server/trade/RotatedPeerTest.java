package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.operator.OwnKey;
import dev.entente.server.cli.InProcess;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeyRing;
import dev.entente.server.keys.KeysUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two gateways that trade rotates its keys. */
class RotatedPeerTest {
  @TempDir Path folder;
  private TwoGateways two;

  @BeforeEach
  void start() {
    two = new TwoGateways(folder, InstantSource.system()).started();
  }

  @AfterEach
  void close() {
    two.close();
  }

  @Test
  void tradeGoesOnThroughEveryStep() throws Exception {
    trades();
    order(two.orchard, "rotate", "gateway");
    order(two.orchard, "rotate", "log");
    two.orchard.restart();
    trades();

    takeCard();
    registerNextKey();
    two.halden.restart();
    trades();

    order(two.orchard, "rotate", "gateway", "--finish");
    order(two.orchard, "rotate", "log", "--finish");
    two.orchard.restart();
    trades();
    assertThat(InProcess.run("audit", two.halden.root.toString()).exit()).isZero();
    assertThat(InProcess.run("audit", two.orchard.root.toString()).exit()).isZero();
  }

  @Test
  void whoDidNotTakeTheNewCardIsToldThatTheAnswersAreNotProved() {
    order(two.orchard, "rotate", "gateway");
    order(two.orchard, "rotate", "gateway", "--finish");
    two.orchard.restart();
    assertThat(two.halden.round().get("problem").textValue()).contains("not proved");
  }

  /** Each has another record to share, and fetches what is new at the other's. */
  private void trades() throws IOException {
    String fresh = "c" + System.nanoTime();
    Path campaigns = two.orchard.root.resolve("data/campaigns.csv");
    Files.writeString(campaigns, Files.readString(campaigns) + fresh + ",7\n");
    two.orchard.restart();
    trades(two.halden.round());
    trades(two.orchard.round());
  }

  private static void trades(JsonNode round) {
    assertThat(round.has("problem")).as(round.toString()).isFalse();
    assertThat(round.get("differences")).as(round.toString()).isEmpty();
    assertThat(round.get("pulled").get(0).get("records").intValue()).isPositive();
    assertThat(round.get("acknowledged").intValue()).as(round.toString()).isPositive();
  }

  /** The card of Orchard's, with what Halden says of the trade. */
  private void takeCard() throws IOException {
    Path file = two.halden.root.resolve("peers/orchard.yaml");
    String before = Files.readString(file);
    String card = InProcess.run("peer", "card", two.orchard.root.toString()).out();
    Files.writeString(
        file,
        card.replaceAll("(?m)^witness-key: .*\n", "")
            + before.substring(before.indexOf("agreement: ")));
  }

  /** Orchard asks at Halden's with its gateway's key, so the next one is registered there. */
  private void registerNextKey() throws IOException, KeysUnusable {
    KeyRing ring = KeyFolder.open(two.orchard.root.resolve("state/keys")).ring(OwnKey.GATEWAY);
    Path next = folder.resolve("next.public.jwk");
    Files.write(next, Json.write(ring.next().orElseThrow().publicKey().toJwk()));
    order(two.halden, "key", "orchard", next.toString());
    String id = ring.next().orElseThrow().id().toString();
    assertThat(
            InProcess.run(
                    "approve",
                    two.halden.root.toString(),
                    "orchard",
                    id,
                    "--as",
                    "bo",
                    "--because",
                    "it is theirs")
                .exit())
        .isZero();
  }

  private static void order(TwoGateways.Side side, String command, String... more) {
    String[] line = new String[more.length + 6];
    line[0] = command;
    line[1] = side.root.toString();
    System.arraycopy(more, 0, line, 2, more.length);
    line[more.length + 2] = "--as";
    line[more.length + 3] = "ana";
    line[more.length + 4] = "--because";
    line[more.length + 5] = "a year is over";
    var said = InProcess.run(line);
    assertThat(said.exit()).as(said.toString()).isZero();
  }
}
