package dev.entente.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.BooleanSupplier;

/** Two alliance directories, halden and orchard, each with the other's card. */
final class Neighbours {
  static final NoteVerifier VERIFIER = NoteVerifier.ofPlatform();

  final TinyAlliance halden;
  final TinyAlliance orchard;

  Neighbours(Path directory) {
    halden = alliance(directory, "halden");
    orchard = alliance(directory, "orchard");
    halden.write("peers/orchard.yaml", card(orchard));
    orchard.write("peers/halden.yaml", card(halden));
  }

  RunningGateway startHalden() {
    return RunningGateway.start(halden);
  }

  RunningGateway startOrchard() {
    return RunningGateway.start(orchard);
  }

  private static TinyAlliance alliance(Path directory, String name) {
    return new TinyAlliance(directory.resolve(name))
        .change(
            "entente.yaml",
            "gateway: halden\nlisten: 127.0.0.1:0",
            "gateway: %s\nlisten: 127.0.0.1:%d".formatted(name, freePort()));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String card(TinyAlliance alliance) {
    Said said = InProcess.run("peer", "card", alliance.root.toString());
    if (said.exit() != 0) {
      throw new AssertionError(said.err());
    }
    return said.out();
  }

  static String read(RunningGateway gateway, String path) {
    try (Wire wire = gateway.wire()) {
      return wire.get(path).text();
    }
  }

  static Note checkpoint(RunningGateway gateway) {
    return Note.parse(read(gateway, "/v1/log/checkpoint").getBytes(StandardCharsets.UTF_8));
  }

  static VerifierKey logKey(RunningGateway gateway) {
    return VerifierKey.parse(read(gateway, "/v1/log/key").strip());
  }

  static CosignerKey witnessKey(RunningGateway gateway) {
    return CosignerKey.parse(read(gateway, "/v1/log/witness-key").strip());
  }

  static long size(RunningGateway gateway) {
    return Checkpoint.open(checkpoint(gateway), logKey(gateway), VERIFIER).size();
  }

  static void await(BooleanSupplier done) throws InterruptedException {
    for (int tries = 0; !done.getAsBoolean(); tries++) {
      assertThat(tries).as("it has not come").isLessThan(300);
      Thread.sleep(50);
    }
  }

  static void awaitCosigned(RunningGateway gateway, CosignerKey witness)
      throws InterruptedException {
    await(() -> witness.find(checkpoint(gateway), VERIFIER).isPresent());
  }

  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
