package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entente.server.acceptance.Load.Answered;
import dev.entente.server.running.TinyAlliance;
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
        load.isInTheLedger(received);
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
      ServeProcess.auditHolds(directory);
    }
    try (var serve = ServeProcess.start(directory)) {
      new Load(serve.origin(), alliance.orchard).isInTheLedger(received);
    }
    assertThat(received).extracting(Answered::index).doesNotHaveDuplicates();
    System.out.println(
        "killed "
            + CRASHES
            + " times; "
            + received.size()
            + " answers received, all in the ledger");
  }
}
