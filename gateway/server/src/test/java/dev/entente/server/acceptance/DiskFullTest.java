package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entente.server.acceptance.Load.Answered;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * No file of a running gateway may grow any more, as on a disk that is full; and then may again.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class DiskFullTest {
  private static final int FULL = 2 << 20;

  @Test
  void whenThereIsNoRoomNothingIsReleasedAndWhatWasToldIsThereAfterwards(@TempDir Path directory)
      throws Exception {
    TinyAlliance alliance = RichAlliance.in(directory);
    List<Answered> received;
    try (var serve = ServeProcess.start(directory)) {
      var load = new Load(serve.origin(), alliance.orchard);
      load.accept();
      var goOn = new AtomicBoolean(true);
      List<Thread> clients = load.start(4, goOn::get);
      await().atMost(Duration.ofSeconds(30)).until(() -> load.answered.size() > 20);
      limit(serve, Integer.toString(FULL));
      await().atMost(Duration.ofSeconds(60)).until(() -> load.wrong.size() > 20);
      int told = load.answered.size();
      Reply still = load.call(load.get("/v1/agreements/orchard/standing"));
      assertThat(still.status()).as(still.text()).isEqualTo(503);
      limit(serve, "unlimited");
      await().atMost(Duration.ofSeconds(30)).until(() -> load.answered.size() > told + 20);
      goOn.set(false);
      for (Thread client : clients) {
        client.join();
      }
      received = List.copyOf(load.answered);
      assertThat(load.wrong).allSatisfy(it -> assertThat(it).contains("ledger-unavailable"));
    }

    try (var serve = ServeProcess.start(directory)) {
      var load = new Load(serve.origin(), alliance.orchard);
      var probe = new Probe(serve.origin(), load.keys());
      var entries = Ledgers.disclosed(probe, alliance.orchard);
      assertThat(entries)
          .extracting(entry -> entry.get("request").textValue())
          .containsAll(received.stream().map(Answered::request).toList());
      Reply again = load.call(load.get("/v1/agreements/orchard/standing"));
      assertThat(again.status()).as(again.text()).isEqualTo(200);
    }
    ServeProcess.auditHolds(directory);
  }

  /** How large a file of the process may become: its soft limit alone, so that it can be raised. */
  private static void limit(ServeProcess serve, String bytes) throws Exception {
    var set =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(serve.pid()), "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start();
    assertThat(set.waitFor()).isZero();
  }
}
