package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Json;
import dev.entente.ledger.Acknowledgement;
import dev.entente.operator.OwnKey;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Jwks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's and the log's keys give way to others, and nothing that they signed is lost. */
class RotateCommandTest {
  private static final String ORCHARD = "/v1/agreements/orchard";

  @TempDir private Path folder;
  private Path root;
  private TinyAlliance alliance;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void write() {
    root = folder.resolve("halden");
    alliance =
        new TinyAlliance(root)
            .change("entente.yaml", "admin: ", "checkpoints: ../halden.checkpoint\nadmin: ");
  }

  /** What a partner keeps of one release. */
  private record Held(Path receipt, Path proof, Path jwks, Path logKey, Path checkpoint) {}

  private Held hold(String name, RunningGateway gateway, Caller orchard) throws IOException {
    var answer = orchard.post(ORCHARD + "/datasets/accounts/query", "{}").json();
    String receipt = answer.get("receipt").textValue();
    long index = index(receipt);
    return new Held(
        file(name + ".receipt", receipt),
        file(name + ".proof", orchard.get(ORCHARD + "/entries/" + index + "/proof").text()),
        file(name + ".jwks", gateway.keys().toJson()),
        file(name + ".log-key", open(gateway, "/v1/log/key")),
        file(name + ".checkpoint", open(gateway, "/v1/log/checkpoint")));
  }

  private static long index(String receipt) {
    String claims = receipt.substring(receipt.indexOf('.') + 1, receipt.lastIndexOf('.'));
    return Json.read(Base64.getUrlDecoder().decode(claims)).get("index").longValue();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String open(RunningGateway gateway, String path) {
    try (var wire = gateway.wire()) {
      return wire.get(path).text();
    }
  }

  private void rotate(String key, String... more) {
    var line = new ArrayList<>(List.of("rotate", root.toString(), key));
    line.addAll(List.of(more));
    line.addAll(List.of("--as", "ana", "--because", "a year is over"));
    assertThat(run(line)).as(err.toString()).isZero();
  }

  private void verified(Path receipt, Path proof, Path logKey, Path jwks) {
    assertThat(
            run(
                List.of(
                    "verify",
                    receipt.toString(),
                    "--proof",
                    proof.toString(),
                    "--log-key",
                    logKey.toString(),
                    "--jwks",
                    jwks.toString())))
        .as(err.toString())
        .isZero();
  }

  @Test
  void keysRotateAndWhatTheFormerOnesSignedStaysGood() throws IOException {
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      Held before = hold("before", gateway, orchard);
      rotate("gateway");
      assertThat(out.toString()).contains("recorded    rotation.begun, entry ");
      rotate("log");
      gateway.restart();

      Held between = hold("between", gateway, orchard);
      assertThat(gateway.keys().keys()).hasSize(2);
      assertThat(Files.readString(between.logKey())).isEqualTo(Files.readString(before.logKey()));
      assertThat(Files.readString(between.checkpoint()).lines().filter(it -> it.startsWith("—")))
          .hasSize(2);
      rotate("gateway", "--finish");
      assertThat(out.toString()).contains("recorded    rotation.finished, entry ");
      rotate("log", "--finish");
      gateway.restart();

      Held after = hold("after", gateway, orchard);
      assertThat(Files.readString(after.logKey())).isNotEqualTo(Files.readString(before.logKey()));
      assertThat(Files.readString(after.checkpoint()).lines().filter(it -> it.startsWith("—")))
          .hasSize(1);
      assertThat(gateway.keys().keys().stream().findFirst())
          .isNotEqualTo(Jwks.parse(Files.readString(before.jwks())).keys().stream().findFirst());

      verified(before.receipt(), before.proof(), before.logKey(), before.jwks());
      Path again =
          file(
              "again.proof",
              orchard
                  .get(ORCHARD + "/entries/" + index(Files.readString(before.receipt())) + "/proof")
                  .text());
      verified(before.receipt(), again, after.logKey(), after.jwks());
      verified(between.receipt(), between.proof(), before.logKey(), after.jwks());
      verified(after.receipt(), after.proof(), after.logKey(), after.jwks());
      acknowledged(orchard, before);
      audited(before);
    }
  }

  /** A receipt that a former key signed is acknowledged as any other. */
  private void acknowledged(Caller orchard, Held held) throws IOException {
    String dual = Acknowledgement.sign(Files.readString(held.receipt()), alliance.orchard);
    var answer =
        orchard.post(ORCHARD + "/acknowledgements", "{\"acknowledgements\":[\"" + dual + "\"]}");
    assertThat(answer.json().get("acknowledgements").get(0).get("fate").textValue())
        .as(answer.text())
        .isEqualTo("acknowledged");
  }

  /** So does a checkpoint that only the former key signed. */
  private void audited(Held held) {
    assertThat(run(List.of("audit", root.toString(), "--checkpoint", held.checkpoint().toString())))
        .as(out.toString())
        .isZero();
    assertThat(run(List.of("audit", root.toString(), "--checkpoint", held.proof().toString())))
        .as(out.toString() + err)
        .isZero();
    assertThat(run(List.of("audit", root.toString(), "--checkpoint", held.logKey().toString())))
        .isEqualTo(1);
    assertThat(err.toString()).contains("is neither a checkpoint nor a proof");
    String bundle = folder.resolve("halden.bundle").toString();
    assertThat(run(List.of("audit", root.toString(), "--export", bundle))).isZero();
    assertThat(run(List.of("audit", bundle, "--checkpoint", held.checkpoint().toString())))
        .as(out.toString())
        .isZero();
  }

  @Test
  void aRotationThatWasCutShortAfterItsEntryIsFinishedByTheSameCommand() throws Exception {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
    }
    rotate("gateway");
    var kept = KeyFolder.open(keys()).ring(OwnKey.GATEWAY);
    Path saved = folder.resolve("saved");
    Files.createDirectory(saved);
    for (String name : List.of("gateway.jwk", "gateway.next.jwk")) {
      Files.copy(keys().resolve(name), saved.resolve(name));
    }
    rotate("gateway", "--finish");
    Files.delete(keys().resolve("gateway.former.jwks"));
    for (String name : List.of("gateway.jwk", "gateway.next.jwk")) {
      Files.deleteIfExists(keys().resolve(name));
      Files.copy(saved.resolve(name), keys().resolve(name));
    }
    assertThatThrownBy(() -> RunningGateway.start(alliance))
        .hasMessageContaining("the gateway key is " + kept.next().orElseThrow().id() + " now")
        .hasMessageContaining("--finish");

    rotate("gateway", "--finish");
    RunningGateway.start(alliance).close();
    assertThat(KeyFolder.open(keys()).gateway().id()).isEqualTo(kept.next().orElseThrow().id());
    assertThat(KeyFolder.open(keys()).ring(OwnKey.GATEWAY).former())
        .containsExactly(kept.current().publicKey());
  }

  @Test
  void everyFormerKeyIsKept() throws Exception {
    RunningGateway.start(alliance).close();
    var first = KeyFolder.open(keys()).log().publicKey();
    rotate("log");
    rotate("log", "--finish");
    var second = KeyFolder.open(keys()).log().publicKey();
    rotate("log");
    rotate("log", "--finish");
    assertThat(KeyFolder.open(keys()).ring(OwnKey.LOG).former()).containsExactly(second, first);
    RunningGateway.start(alliance).close();
    assertThat(run(List.of("audit", root.toString()))).as(out.toString()).isZero();
  }

  private Path keys() {
    return root.resolve("state/keys");
  }

  @Test
  void thereIsNothingToFinishBeforeItWasBegun() {
    RunningGateway.start(alliance).close();
    assertThat(
            run(
                List.of(
                    "rotate",
                    root.toString(),
                    "log",
                    "--finish",
                    "--as",
                    "ana",
                    "--because",
                    "now")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no next log key; make one: entente rotate");
  }

  @Test
  void theCardNamesEveryKey() {
    alliance.change("entente.yaml", "admin: ", "external-origin: http://127.0.0.1:9\nadmin: ");
    RunningGateway.start(alliance).close();
    rotate("log");
    rotate("gateway");
    assertThat(run(List.of("peer", "card", root.toString()))).as(err.toString()).isZero();
    assertThat(out.toString()).containsPattern("log-key: \\[halden\\+\\S+, halden\\+\\S+\\]");
    assertThat(out.toString()).containsPattern("keys: \\[\\{.*}, \\{.*}\\]");
  }

  private int run(List<String> arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return Entente.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
