package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entente.server.acceptance.Load.Answered;
import dev.entente.server.receipt.ReceiptCheck;
import dev.entente.server.receipt.Unproved;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of load, again and again. */
@Tag("long")
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class CrashTest {
  private static final int CRASHES = 10;
  private static final int CLIENTS = 4;

  @Test
  void whatAClientReceivedIsInTheLedgerWheneverTheGatewayIsKilled(@TempDir Path directory)
      throws Exception {
    TinyAlliance alliance = RichAlliance.in(directory);
    List<Answered> received = new ArrayList<>();
    var random = new Random();
    for (int crash = 0; crash < CRASHES; crash++) {
      ServeProcess serve = ServeProcess.start(directory);
      try {
        var load = new Load(serve.origin(), alliance.orchard);
        load.accept();
        isInTheLedger(received, load, serve);
        List<Thread> clients = load.start(CLIENTS, () -> true);
        int enough = 1 + random.nextInt(150);
        await().atMost(Duration.ofSeconds(60)).until(() -> load.answered.size() >= enough);
        serve.kill();
        for (Thread client : clients) {
          client.join();
        }
        assertThat(load.wrong).isEmpty();
        received.addAll(load.answered);
      } finally {
        serve.kill();
      }
      auditHolds(directory);
    }
    try (var serve = ServeProcess.start(directory)) {
      isInTheLedger(received, new Load(serve.origin(), alliance.orchard), serve);
    }
    assertThat(received).extracting(Answered::index).doesNotHaveDuplicates();
    System.out.println(
        "killed "
            + CRASHES
            + " times; "
            + received.size()
            + " answers received, all in the ledger");
  }

  private static void auditHolds(Path directory) {
    var audit = ServeProcess.run("audit", directory.toString());
    assertThat(audit.code()).as(audit.out() + audit.err()).isZero();
  }

  /** Receipt, leaf, proof and checkpoint of every answer, as its receiver would check them. */
  private static void isInTheLedger(List<Answered> received, Load load, ServeProcess serve)
      throws NoteException, Unproved {
    if (received.isEmpty()) {
      return;
    }
    try (var wire = new Wire(serve.origin())) {
      var check =
          ReceiptCheck.of(load.keys(), VerifierKey.parse(wire.get("/v1/log/key").text().strip()));
      for (Answered answer : received) {
        HandMade request = load.get("/v1/agreements/orchard/entries/" + answer.index() + "/proof");
        Reply proof = wire.send(request.bytes()).reply();
        assertThat(proof.status())
            .as("entry " + answer.index() + ": " + proof.text())
            .isEqualTo(200);
        check.verify(answer.receipt(), TlogProof.parse(proof.body()));
      }
    }
  }
}
