package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.signature.AnswerProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that is not the one that the checkpoint outside the state was taken from. */
@Timeout(60)
class OlderStateTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";

  @TempDir private Path directory;
  private TinyAlliance alliance;
  private Path state;
  private Path backup;
  private Path checkpoint;

  /** One that has released something since its state was copied. */
  @BeforeEach
  void play() throws IOException {
    alliance = alliance("halden");
    state = alliance.root.resolve("state");
    backup = directory.resolve("backup");
    checkpoint = directory.resolve("halden.checkpoint");
    RunningGateway.start(alliance).close();
    copy(state, backup);
    released();
  }

  private TinyAlliance alliance(String name) {
    return new TinyAlliance(directory.resolve(name))
        .change("entente.yaml", "admin: ", "checkpoints: ../" + name + ".checkpoint\nadmin: ");
  }

  private void released() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().post(AGREEMENT + "/datasets/accounts/query", "{}");
    }
  }

  private void restore() throws IOException {
    delete(state);
    copy(backup, state);
  }

  @Test
  void anOlderCopyOfTheStateReleasesNothing() throws IOException {
    restore();
    releasesNothing(
        "the log has 6 entries, but "
            + checkpoint
            + " shows that it had 8: the state is an older"
            + " copy; bring back the newest one");
  }

  @Test
  void aLogThatWentAnotherWayFromAnOlderCopyReleasesNothing() throws IOException {
    Path aside = Files.move(checkpoint, directory.resolve("aside"));
    restore();
    released();
    Files.move(aside, checkpoint, StandardCopyOption.REPLACE_EXISTING);
    releasesNothing(
        "the log did not grow from the one that " + checkpoint + " shows",
        "bring back the state that belongs to it");
  }

  @Test
  void anotherGatewaysCheckpointReleasesNothing() throws IOException {
    RunningGateway.start(alliance("other")).close();
    Files.move(
        directory.resolve("other.checkpoint"), checkpoint, StandardCopyOption.REPLACE_EXISTING);
    releasesNothing(
        checkpoint + ", cannot be read as this log's", "If it is another's, name another file");
  }

  @Test
  void aCheckpointThatCannotBeReadReleasesNothing() throws IOException {
    Files.writeString(checkpoint, "halden\n5\n");
    releasesNothing(checkpoint + ", cannot be read as this log's", "find out how");
    Files.delete(checkpoint);
    Files.createDirectory(checkpoint);
    releasesNothing(checkpoint + ", cannot be read as this log's", "find out how");
  }

  @Test
  void aCheckpointThatIsGoneIsSaidAndKeptFromNowOn() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    Files.delete(checkpoint);
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.said())
          .contains(
              checkpoint
                  + " is not there, so nothing shows whether the log is the newest; it is kept from"
                  + " now on");
      assertThat(gateway.caller(alliance.orchard).get(AGREEMENT).status()).isEqualTo(200);
      gateway.orchard();
    }
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
    restore();
    releasesNothing("the state is an older copy");
  }

  @Test
  void aLogThatWasEditedIsNotServed() throws SQLException {
    String file = "jdbc:sqlite:" + state.resolve("ledger.db");
    try (var database = DriverManager.getConnection(file);
        var edit = database.createStatement()) {
      edit.executeUpdate(
          "UPDATE entry SET bytes = CAST(replace(bytes, '\"accounts\"', '\"nothings\"') AS BLOB)");
    }
    assertThatThrownBy(
            () ->
                Gateway.start(
                    alliance.read(), RunningGateway.SHORT, InstantSource.system(), Talk.none()))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("the log is not what was recorded: ")
        .hasMessageEndingWith("see what the audit says, and go on from a whole copy");
  }

  private void releasesNothing(String... sentences) {
    try (var gateway = RunningGateway.start(alliance);
        var wire = gateway.wire();
        var operators = new Wire(gateway.admin())) {
      assertThat(gateway.said())
          .anySatisfy(
              line ->
                  assertThat(line).startsWith("nothing will be released: ").contains(sentences));
      Reply ready = wire.get("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.code()).isEqualTo("ledger-unavailable");
      assertThat(ready.json().at("/parts/ledger").textValue()).isEqualTo("not ready");
      assertThat(ready.text()).doesNotContain(checkpoint.toString());
      assertThat(ready.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
      assertThat(ready.json().get("unlock")).isNotEmpty();
      Reply explained = operators.get("/readyz");
      assertThat(explained.status()).isEqualTo(503);
      assertThat(explained.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
      assertThat(explained.json().get("detail").textValue())
          .startsWith("the gateway's ledger is not ready: ")
          .contains(sentences);
      assertThat(explained.json().at("/causes/ledger").textValue()).contains(sentences);
      assertThat(explained.json().at("/unlock/0").textValue()).contains("start again");
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
      everyCallIsUnavailable(gateway.caller(alliance.orchard));
    }
  }

  private static void everyCallIsUnavailable(Caller orchard) {
    var answers =
        Stream.concat(
                Stream.of(
                        "",
                        "/standing",
                        "/datasets",
                        "/datasets/accounts",
                        "/entries",
                        "/entries/3/proof")
                    .map(call -> orchard.get(AGREEMENT + call)),
                Stream.of("/acceptance", "/datasets/accounts/query")
                    .map(call -> orchard.post(AGREEMENT + call, "{}")))
            .toList();
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(503);
              assertThat(answer.code()).isEqualTo("ledger-unavailable");
              assertThat(answer.text()).contains("nothing was released and nothing was charged");
            });
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : below(from)) {
      Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void delete(Path directory) throws IOException {
    for (Path file : below(directory).reversed()) {
      Files.delete(file);
    }
  }

  /** Folders before what is in them. */
  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.naturalOrder()).toList();
    }
  }
}
