package dev.entente.server.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A gateway whose state is lost and restored from a backup, and what its partner kept. */
final class Restored {
  static final String AGREEMENT = "/v1/agreements/orchard";
  static final String QUERY = AGREEMENT + "/datasets/accounts/query";

  final Path directory;
  final TinyAlliance alliance;
  final Path state;
  final Path checkpoint;
  final Path backup;
  final Path receipts;
  Instant now = Instant.now();
  final InstantSource clock = () -> now;

  /** One whose checkpoints are kept outside its state. */
  Restored(Path directory) {
    this.directory = directory;
    this.alliance =
        new TinyAlliance(directory.resolve("halden"))
            .change("entente.yaml", "admin: ", "checkpoints: ../halden.checkpoint\nadmin: ");
    this.state = alliance.root.resolve("state");
    this.checkpoint = directory.resolve("halden.checkpoint");
    this.backup = directory.resolve("halden.backup");
    this.receipts = directory.resolve("receipts");
  }

  RunningGateway start() {
    return RunningGateway.start(alliance, clock);
  }

  /** Accepts, is asked once, is backed up, and is asked for more that the backup does not have. */
  Restored played() {
    try (var gateway = start()) {
      jwks(gateway);
      Caller orchard = gateway.orchard();
      ask(orchard, "{\"fields\":[\"ticker\"],\"limit\":2}");
      done(run("backup", alliance.root.toString(), backup.toString(), "--with-keys"));
      lost(orchard);
    }
    return this;
  }

  void lost(Caller orchard) {
    ask(orchard, "{\"fields\":[\"ticker\",\"sector\"],\"limit\":3}");
    ask(orchard, "{\"fields\":[\"ticker\",\"sector\"]}");
  }

  private void jwks(RunningGateway gateway) {
    try (Wire wire = gateway.wire()) {
      write("jwks.json", wire.get("/.well-known/jwks.json").text());
    }
    write("orchard.jwk", text(alliance.orchard));
    write("pear.jwk", text(alliance.pear));
  }

  static String text(SigningKey key) {
    return new String(Json.write(key.toPrivateJwk()), StandardCharsets.UTF_8);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A query whose receipt the partner keeps. */
  Reply ask(Caller orchard, String body) {
    Reply reply = orchard.post(QUERY, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    try {
      Files.createDirectories(receipts);
      String receipt = reply.json().get("receipt").textValue();
      Files.writeString(receipts.resolve(receipts.toFile().list().length + ".jws"), receipt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reply;
  }

  /** The state is gone, and the backup takes its place. */
  Restored restored() {
    return restored(backup);
  }

  Restored restored(Path from) {
    try {
      Files.move(state, directory.resolve("lost-" + now.toEpochMilli()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    done(run("restore", alliance.root.toString(), from.toString()));
    return this;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Said run(String... arguments) {
    return InProcess.by(clock).run(arguments);
  }

  private Said run(Stream<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }

  static String done(Said said) {
    assertThat(said.exit()).as(said.err()).isZero();
    return said.out();
  }

  static void refused(Said said, String why) {
    assertThat(said.exit()).as(said.out()).isEqualTo(1);
    assertThat(said.err()).contains(why);
  }

  Said recover(String... more) {
    return run(
        Stream.concat(
            Stream.of("recover", alliance.root.toString(), "--because", "the disk failed"),
            Arrays.stream(more)));
  }

  /** Ana proposes. */
  Path proposed(String... more) {
    List<String> options = new ArrayList<>(List.of("--as", "ana"));
    options.addAll(List.of(more));
    return write("halden.recovery", done(recover(options.toArray(String[]::new))));
  }

  /** Orchard consents, with the receipts that it keeps. */
  Path consented(Path recovery) {
    return write("orchard.consent", done(consent(recovery, "orchard")));
  }

  Said consent(Path recovery, String agreement, String... more) {
    return run(
        Stream.concat(
            Stream.of(
                "consent",
                recovery.toString(),
                agreement,
                "--key",
                directory.resolve(agreement + ".jwk").toString(),
                "--jwks",
                directory.resolve("jwks.json").toString(),
                "--receipts",
                receipts.toString()),
            Arrays.stream(more)));
  }

  Said finish(Path... consents) {
    List<String> options = new ArrayList<>(List.of("--as", "bo"));
    for (Path consent : consents) {
      options.addAll(List.of("--consent", consent.toString()));
    }
    return recover(options.toArray(String[]::new));
  }

  Said audit(String... more) {
    return run(Stream.concat(Stream.of("audit", alliance.root.toString()), Arrays.stream(more)));
  }

  /** Why the gateway releases nothing; empty if it does. */
  static String refusal(RunningGateway gateway) {
    try (Wire operators = new Wire(gateway.admin())) {
      Reply ready = operators.get("/readyz");
      return ready.status() == 200 ? "" : ready.json().at("/causes/ledger").textValue();
    }
  }

  static double exposure(Caller orchard) {
    return orchard.get(AGREEMENT + "/standing").json().get("exposure").doubleValue();
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
