package dev.entente.server.peers;

import static dev.entente.server.peers.Neighbours.await;
import static dev.entente.server.peers.Neighbours.awaitCosigned;
import static dev.entente.server.peers.Neighbours.checkpoint;
import static dev.entente.server.peers.Neighbours.copy;
import static dev.entente.server.peers.Neighbours.delete;
import static dev.entente.server.peers.Neighbours.logKey;
import static dev.entente.server.peers.Neighbours.read;
import static dev.entente.server.peers.Neighbours.witnessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.Wire;
import dev.entente.trustledger.checkpoint.Note;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that is not the one that others have seen: a restored copy, and a fork. */
@Timeout(120)
class RewrittenHistoryTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";

  @TempDir private Path directory;
  private Neighbours neighbours;

  @BeforeEach
  void introduce() {
    neighbours = new Neighbours(directory);
  }

  private RunningGateway halden() {
    return neighbours.startHalden();
  }

  private RunningGateway orchard() {
    return neighbours.startOrchard();
  }

  /** A state that its witness has seen grow since it was copied. */
  private void restoreAnOlderCopy() throws Exception {
    Path state = neighbours.halden.root.resolve("state");
    Path backup = directory.resolve("backup");
    try (var orchard = orchard()) {
      try (var halden = halden()) {
        awaitCosigned(halden, witnessKey(orchard));
      }
      copy(state, backup);
      try (var halden = halden()) {
        halden.orchard().post(AGREEMENT + "/datasets/accounts/query", "{}");
        awaitCosigned(halden, witnessKey(orchard));
      }
    }
    delete(state);
    copy(backup, state);
  }

  private static void releasesNothing(RunningGateway gateway, String why) {
    try (Wire operators = new Wire(gateway.admin())) {
      Reply ready = operators.get("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().at("/causes/ledger").textValue()).contains(why);
    }
  }

  @Test
  void aRestoredBackupIsFoundByThePeerAtStart() throws Exception {
    restoreAnOlderCopy();
    try (var _ = orchard();
        var halden = halden()) {
      releasesNothing(halden, "entries, but the witness orchard has seen that it had 8");
      assertThat(halden.said())
          .anySatisfy(line -> assertThat(line).startsWith("nothing will be released: "));
      Caller partner = halden.caller(neighbours.halden.orchard);
      assertThat(partner.get(AGREEMENT).code()).isEqualTo("ledger-unavailable");
    }
  }

  @Test
  void aLogThatWentAnotherWayIsFoundAtStartAndTheProofIsKept() throws Exception {
    restoreAnOlderCopy();
    grow(3);
    try (var _ = orchard();
        var halden = halden()) {
      releasesNothing(halden, "did not grow from the one that the witness orchard has seen");
      Path kept = neighbours.orchard.root.resolve("state/equivocations");
      await(() -> Files.exists(kept) && kept.toFile().list().length > 0);
      Path key = Files.writeString(directory.resolve("log.key"), logKey(halden) + "\n");
      try (var files = Files.list(kept)) {
        assertThat(files)
            .allSatisfy(file -> assertThat(proved(file, key).exit()).isZero())
            .isNotEmpty();
      }
    }
  }

  private static Said proved(Path file, Path key) {
    return InProcess.run("verify", "--equivocation", file.toString(), "--log-key", key.toString());
  }

  /** With nobody to see it. */
  private void grow(int queries) {
    try (var halden = halden()) {
      Caller partner = halden.orchard();
      for (int i = 0; i < queries; i++) {
        partner.post(AGREEMENT + "/datasets/accounts/query", "{}");
      }
    }
  }

  @Test
  void aDisputeThatIsFoundWhileRunningEndsAllReleases() throws Exception {
    restoreAnOlderCopy();
    try (var halden = halden()) {
      Caller partner = halden.orchard();
      assertThat(partner.post(AGREEMENT + "/datasets/accounts/query", "{}").status())
          .isEqualTo(200);
      partner.post(AGREEMENT + "/datasets/accounts/query", "{}");
      try (var _ = orchard()) {
        await(() -> !read(halden, "/readyz").contains("\"status\":\"ready\""));
        releasesNothing(halden, "did not grow from the one that the witness orchard has seen");
        assertThat(partner.post(AGREEMENT + "/datasets/accounts/query", "{}").code())
            .isEqualTo("ledger-unavailable");
      }
    }
  }

  @Test
  void whoHoldsAnOlderCheckpointFindsTheForkAndHasTheProof() throws Exception {
    Path held = directory.resolve("held.checkpoint");
    Path key = directory.resolve("halden.log.key");
    Path backup = directory.resolve("backup");
    Path state = neighbours.halden.root.resolve("state");
    halden().close();
    copy(state, backup);
    try (var halden = halden()) {
      halden.orchard();
      Files.writeString(held, checkpoint(halden).toString());
      Files.writeString(key, logKey(halden) + "\n");
    }
    grow(2);
    try (var halden = halden()) {
      Said said = follow(halden, held, key);
      assertThat(said.exit()).as(said.err()).isZero();
      assertThat(Note.parse(Files.readAllBytes(held))).isEqualTo(checkpoint(halden));
    }
    assertThat(audit(held)).satisfies(said -> assertThat(said.exit()).as(said.out()).isZero());
    delete(state);
    copy(backup, state);
    try (var halden = halden()) {
      assertThat(follow(halden, held, key).err()).contains("goes on from an older copy");
    }
    grow(6);
    assertThat(audit(held).exit()).isEqualTo(1);
    assertThat(audit(held).out()).contains("by a checkpoint from outside");
    try (var halden = halden()) {
      Said said = follow(halden, held, key);
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).contains("held.checkpoint.equivocation");
    }
    Said proved = proved(held.resolveSibling("held.checkpoint.equivocation"), key);
    assertThat(proved.exit()).as(proved.err()).isZero();
    assertThat(proved.out()).startsWith("the log halden told two stories: ");
  }

  private static Said follow(RunningGateway gateway, Path held, Path key) {
    return InProcess.run(
        "follow", gateway.origin().toString(), held.toString(), "--log-key", key.toString());
  }

  private Said audit(Path held) {
    return InProcess.run(
        "audit", neighbours.halden.root.toString(), "--checkpoint", held.toString());
  }
}
