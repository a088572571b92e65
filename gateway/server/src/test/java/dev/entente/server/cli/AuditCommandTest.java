package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that is repeated elsewhere, or goes on from an earlier one. */
class AuditCommandTest {
  @TempDir private Path directory;
  private RunningGateway gateway;
  private Path bundle;
  private Path logKey;
  private Path checkpoint;

  @BeforeEach
  void start() throws IOException {
    Path alliance = directory.resolve("halden");
    gateway =
        RunningGateway.start(
            new TinyAlliance(alliance)
                .change("entente.yaml", "admin:", "checkpoints: ../newest.checkpoint\nadmin:"));
    var orchard = gateway.orchard();
    checkpoint = directory.resolve("older.checkpoint");
    Files.write(checkpoint, orchard.get("/v1/log/checkpoint").body());
    orchard.post("/v1/agreements/orchard/datasets/accounts/query", "{}");
    bundle = directory.resolve("halden.bundle");
    logKey = directory.resolve("log.key");
    Files.write(logKey, orchard.get("/v1/log/key").body());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Said audit(Path place, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("audit");
    arguments.add(place.toString());
    arguments.addAll(List.of(more));
    return InProcess.run(arguments.toArray(String[]::new));
  }

  @Test
  void aBundleGivesTheSameReportByteForByteWithoutTheDirectory() throws IOException {
    Path halden = directory.resolve("halden");
    Said own = audit(halden, "--json");
    assertThat(own.exit()).as(own.out()).isZero();
    Said exported = audit(halden, "--json", "--export", bundle.toString());
    assertThat(exported.exit()).as(exported.err()).isZero();
    assertThat(exported.out()).isEqualTo(own.out());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
        .isEqualTo("rw-------");
    gateway.close();
    Path elsewhere = Files.move(bundle, directory.resolve("elsewhere"));
    Files.move(halden, directory.resolve("gone"));

    assertThat(audit(elsewhere, "--json").out()).isEqualTo(own.out());
    assertThat(audit(elsewhere).out()).contains("everything holds");
    assertThat(audit(elsewhere, "--log-key", logKey.toString()).exit()).isZero();
    String text = new String(Files.readAllBytes(elsewhere), StandardCharsets.ISO_8859_1);
    assertThat(text).contains("checkpoints/0").doesNotContain("\"ABC\"");
  }

  @Test
  void aBundleIsHeldToAKeyFromElsewhere() throws IOException {
    audit(directory.resolve("halden"), "--export", bundle.toString());
    String another;
    try (var pear = RunningGateway.start(new TinyAlliance(directory.resolve("another")));
        var wire = pear.wire()) {
      another = wire.get("/v1/log/key").text();
    }
    Files.writeString(logKey, another);
    Said said = audit(bundle, "--log-key", logKey.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.out()).contains("the kept checkpoint").contains("do not hold");
  }

  @Test
  void anExportOverwritesNothingAndABundleIsNotExportedAgain() {
    Path halden = directory.resolve("halden");
    assertThat(audit(halden, "--export", bundle.toString()).exit()).isZero();
    Said again = audit(halden, "--export", bundle.toString());
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("is there already");
    assertThat(audit(bundle, "--export", directory.resolve("b").toString()).exit()).isEqualTo(2);
    assertThat(audit(halden, "--log-key", logKey.toString()).exit()).isEqualTo(2);
  }

  @Test
  void anEditedBundleIsRefusedWithItsReason() throws IOException {
    audit(directory.resolve("halden"), "--export", bundle.toString());
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle, bytes);
    Said said = audit(bundle);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("halden.bundle is not as it was exported: from byte ");
    Files.writeString(bundle, "no bundle");
    assertThat(audit(bundle).err()).contains("is no bundle, or was cut");
  }

  @Test
  void anAuditGoesOnFromTheCheckpointOfTheOneBefore() throws IOException {
    Path halden = directory.resolve("halden");
    Said said = audit(halden, "--from", checkpoint.toString());
    assertThat(said.exit()).as(said.out()).isZero();
    int from = Integer.parseInt(Files.readAllLines(checkpoint).get(1));
    assertThat(said.out()).contains("checked from entry " + from + " on");
    var json = audit(halden, "--json", "--from", checkpoint.toString()).out();
    assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8)).get("from").intValue())
        .isEqualTo(from);
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("halden", "holden"));
    assertThat(audit(halden, "--from", checkpoint.toString()).exit()).isEqualTo(1);
  }
}
