package dev.entente.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.Submission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that hands its checkpoints in to a gateway: C2SP tlog-witness, over HTTP. */
@Timeout(60)
class AddCheckpointTest {
  @TempDir private Path directory;
  private final HandMadeLog log = HandMadeLog.named("plum");
  private final HandMadeLog fork = log.forkedAt(3);
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private CosignerKey key;

  @BeforeEach
  void start() {
    alliance =
        new TinyAlliance(directory)
            .write(
                "peers/plum.yaml",
                "peer: plum\nurl: http://127.0.0.1:9\nlog-key: " + log.key().publicKey() + "\n");
    gateway = RunningGateway.start(alliance);
    try (Wire wire = gateway.wire()) {
      key = CosignerKey.parse(wire.get("/v1/log/witness-key").text().strip());
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply post(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Wire wire = gateway.wire()) {
      wire.send(
          wire.head("POST", "/add-checkpoint", Headers.of("content-length", "" + bytes.length)));
      Reply reply = wire.send(bytes).reply();
      assertThat(reply.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
      assertThat(reply.body()).isNotEmpty();
      return reply;
    }
  }

  private Reply post(HandMadeLog from, int old, int size) {
    return post(from.submission(old, size).toString());
  }

  private void cosigned(Reply reply, Note note) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(key.find(note.and(reply.body()), NoteVerifier.ofPlatform())).isPresent();
  }

  private static void conflict(Reply reply, int size) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(409);
    assertThat(reply.headers().combined("content-type")).isEqualTo("text/x.tlog.size");
    assertThat(reply.text()).isEqualTo(size + "\n");
  }

  private static void refused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  void whatGrowsIsCosignedAcrossARestart() {
    assertThat(key.name()).hasToString("halden/witness");
    cosigned(post(log, 0, 5), log.note(5));
    cosigned(post(log, 5, 5), log.note(5));
    gateway.restart();
    conflict(post(log, 0, 13), 5);
    cosigned(post(log, 5, 13), log.note(13));
  }

  @Test
  void everyRefusalHasItsStatus() {
    post(log, 0, 5);
    conflict(post(log, 4, 13), 5);
    conflict(post(fork, 5, 5), 5);
    refused(post(fork, 5, 13), 422, "checkpoint-inconsistent");
    refused(post(HandMadeLog.named("pear"), 0, 5), 404, "log-unknown");
    refused(post(HandMadeLog.named("plum"), 5, 13), 403, "log-key-unknown");
    refused(post("old 5\n"), 400, "checkpoint-malformed");
    refused(post(""), 400, "checkpoint-malformed");
    refused(
        post(new Submission(6, List.of(), log.note(5)).toString()), 400, "checkpoint-malformed");
    refused(post("old 5\n" + "x".repeat(1 << 16)), 413, "too-large");
    try (Wire wire = gateway.wire()) {
      refused(wire.get("/add-checkpoint"), 405, "method-not-allowed");
    }
    cosigned(post(log, 5, 6), log.note(6));
  }

  @Test
  void aForkIsKeptAsAProofThatAnybodyChecks() throws IOException {
    post(log, 0, 5);
    post(fork, 5, 5);
    post(fork, 5, 13);
    try (var files = Files.list(directory.resolve("state/equivocations"))) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  Equivocation.parse(Files.readAllBytes(file))
                      .verify(log.key().publicKey(), NoteVerifier.ofPlatform()));
    }
  }

  @Test
  void whatCannotBeKeptIsNotCosigned() throws IOException {
    cosigned(post(log, 0, 5), log.note(5));
    Path kept;
    try (var files = Files.list(directory.resolve("state/witnessed"))) {
      kept =
          files.filter(file -> file.toString().endsWith(".checkpoint")).findFirst().orElseThrow();
    }
    Path inTheWay = Files.createDirectory(kept.resolveSibling(kept.getFileName() + ".new"));
    refused(post(log, 5, 13), 503, "ledger-unavailable");
    Files.delete(inTheWay);
    gateway.restart();
    cosigned(post(log, 5, 13), log.note(13));
  }

  @Test
  void ofManyAtOnceFromOneSizeOneIsCosigned() throws Exception {
    post(log, 0, 5);
    try (var pool = Executors.newFixedThreadPool(8)) {
      List<Callable<Reply>> calls = new ArrayList<>();
      for (int more = 1; more <= 16; more++) {
        int size = 5 + more;
        calls.add(() -> post(log, 5, size));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Reply> reply : pool.invokeAll(calls)) {
        statuses.add(reply.get().status());
      }
      assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }
  }
}
