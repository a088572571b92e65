package dev.entente.server.trade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.server.GatewayLedger;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Wire;
import dev.entente.server.trade.TwoGateways.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of two gateways that trade loses its newest entries; both go on from before them. */
@Timeout(120)
class TradeRecoveryTest {
  @TempDir private Path directory;
  private TwoGateways two;
  private Instant now = Instant.now();

  @BeforeEach
  void trade() throws Exception {
    two = new TwoGateways(directory, () -> now);
    cosign(two.halden, two.orchard);
    cosign(two.orchard, two.halden);
    two.started();
    run("backup", two.halden.root.toString(), backup(), "--with-keys");
    agree(two.orchard.round());
    agree(two.halden.round());
    agree(two.orchard.round());
    assertThat(exposure()).isEqualTo("9");
    awaitCosigned();
    two.halden.close();
    Files.move(two.halden.root.resolve("state"), directory.resolve("lost"));
    run("restore", two.halden.root.toString(), backup());
  }

  private static void cosign(Side side, Side witness) throws IOException {
    Path file = side.root.resolve("peers/" + witness.name + ".yaml");
    Files.writeString(
        file,
        Files.readString(file)
            + "witness-key: "
            + GatewayLedger.cosignerKey(witness.name, witness.keys.witness())
            + "\n");
  }

  @AfterEach
  void end() {
    two.close();
  }

  private String backup() {
    return directory.resolve("halden.backup").toString();
  }

  private Said said(String... arguments) {
    return InProcess.by(() -> now).run(arguments);
  }

  private String run(String... arguments) {
    Said said = said(arguments);
    assertThat(said.exit()).as(said.err()).isZero();
    return said.out();
  }

  private void refused(String why, String... arguments) {
    Said said = said(arguments);
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.err()).contains(why);
  }

  private static void agree(JsonNode round) {
    assertThat(round.path("differences")).as(round.toString()).isEmpty();
    assertThat(round.has("problem")).as(round.toString()).isFalse();
  }

  /** What Orchard knows that it has not returned, as Halden's ledger has it. */
  private String exposure() {
    return two.orchard.asPartnerOf(
        two.halden,
        calls ->
            dev.entente.json.Json.read(calls.standing().orThrow().body())
                .at("/categories/accounts/given")
                .decimalValue()
                .add(
                    dev.entente.json.Json.read(calls.standing().orThrow().body())
                        .at("/categories/targeting/given")
                        .decimalValue())
                .stripTrailingZeros()
                .toPlainString());
  }

  private Path witnessed() throws IOException {
    try (Stream<Path> files = Files.list(two.orchard.root.resolve("state/witnessed"))) {
      return files.filter(it -> it.toString().endsWith(".checkpoint")).findFirst().orElseThrow();
    }
  }

  /** Until Orchard's witness has seen all of Halden's log. */
  private void awaitCosigned() throws Exception {
    for (int tries = 0; !size(Files.readString(witnessed())).equals(served()); tries++) {
      assertThat(tries).as("it is not cosigned").isLessThan(200);
      Thread.sleep(50);
    }
  }

  private static String size(String checkpoint) {
    return checkpoint.lines().skip(1).findFirst().orElseThrow();
  }

  private String served() {
    try (var wire = new Wire(two.halden.gateway.address())) {
      return size(wire.get("/v1/log/checkpoint").text());
    }
  }

  private String causes() {
    try (var wire = new Wire(two.halden.gateway.adminAddress())) {
      return wire.get("/readyz").text();
    }
  }

  private String[] recover(String... more) {
    return Stream.concat(
            Stream.of("recover", two.halden.root.toString(), "--because", "the disk failed"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String[] consent(Path recovery) {
    return new String[] {
      "consent", recovery.toString(), "orchard", "--dir", two.orchard.root.toString(), "--as", "ana"
    };
  }

  private Path proposed() throws IOException {
    return write("recovery", run(recover("--as", "ana", "--checkpoint", witnessed().toString())));
  }

  @Test
  void bothGoOnFromBeforeWhatWasLostAndNothingDiffers() throws Exception {
    now = now.plus(Duration.ofHours(2)); // longer than a release may stand in one log only
    two.halden.start();
    assertThat(causes()).contains("but the witness orchard has seen that it had");
    two.halden.close();
    refused("ask for the checkpoint of", recover("--as", "ana"));
    Path recovery = proposed();
    refused("a gateway serves this directory", consent(recovery));
    two.orchard.close();
    Path consent = write("consent", run(consent(recovery)));
    assertThat(run(consent(recovery))).as("it can be done again").isNotEmpty();
    run(recover("--as", "bo", "--consent", consent.toString()));

    now = now.plus(Duration.ofMinutes(8));
    two.halden.start();
    two.orchard.start();
    assertThat(causes()).contains("\"status\":\"ready\"");
    agree(two.orchard.round());
    JsonNode round = two.halden.round();
    agree(round);
    assertThat(round.get("lost").intValue()).isEqualTo(1);
    now = now.plus(Duration.ofHours(2));
    agree(two.orchard.round());
    agree(two.halden.round());
    awaitCosigned();
    JsonNode entries = two.orchard.entriesAt(two.halden);
    assertThat(AccountsTest.found(accounts(), entries, "none", 0)).isEmpty();
    assertThat(AccountsTest.found(accounts(), entries, "recovery.consented", 1)).hasSize(1);
    run("audit", two.halden.root.toString());
    run("audit", two.orchard.root.toString());
    assertThat(two.orchard.root.resolve("state/equivocations")).doesNotExist();
    assertThat(run("exposure", two.halden.root.toString(), "orchard", "--json"))
        .contains("\"lost\":9");
  }

  private static Accounts accounts() {
    return new Accounts(new AgreementId("orchard"), "halden");
  }

  @Test
  void aWitnessThatDoesNotStepBackStopsNothingAndCosignsNothing() throws Exception {
    Path recovery = proposed();
    two.orchard.close();
    Path asItWas = directory.resolve("before");
    copy(two.orchard.root.resolve("state"), asItWas);
    Path consent = write("consent", run(consent(recovery)));
    Files.move(two.orchard.root.resolve("state"), directory.resolve("stepped-back"));
    Files.move(asItWas, two.orchard.root.resolve("state"));
    run(recover("--as", "bo", "--consent", consent.toString()));

    now = now.plus(Duration.ofMinutes(8));
    two.orchard.start();
    String seen = size(Files.readString(witnessed()));
    two.halden.start();
    assertThat(causes()).contains("\"status\":\"ready\"");
    for (int i = 0; Integer.parseInt(served()) < Integer.parseInt(seen) + 2; i++) {
      assertThat(i).isLessThan(30);
      two.orchard.asPartnerOf(
          two.halden,
          calls ->
              calls
                  .query(
                      new dev.entente.catalog.DatasetId("accounts"),
                      dev.entente.server.client.Ask.everything())
                  .orThrow());
    }
    Thread.sleep(3_000);
    assertThat(causes()).contains("\"status\":\"ready\"");
    assertThat(size(Files.readString(witnessed()))).isEqualTo(seen);
    assertThat(two.orchard.round().at("/differences/0/dispute").textValue()).startsWith("log-");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void aWitnessThatHasSeenAnotherCheckpointThanIsNamedDoesNotStepBack() throws Exception {
    Path held = Files.copy(witnessed(), directory.resolve("held"));
    Path recovery = proposed();
    two.orchard.close();
    var log = GatewayLedger.logKey("halden", two.halden.keys.log());
    var newer =
        new dev.entente.trustledger.checkpoint.Checkpoint(
                log.publicKey().name(),
                Long.parseLong(size(Files.readString(held))) + 1,
                dev.entente.trustledger.tlog.TreeHash.EMPTY)
            .sign(log.publicKey(), log.signer());
    Files.write(witnessed(), newer.toBytes());
    refused("which the recovery does not name", consent(recovery));
    assertThat(Files.readAllBytes(witnessed())).isEqualTo(newer.toBytes());
  }
}
