package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entente.server.acceptance.Load.Answered;
import dev.entente.server.acceptance.Trace.Call;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant 4: the entry is durable before the first byte of its answer leaves. Watched from
 * outside, in the order in which the real program asks the system: the entry's bytes go to the
 * write-ahead log, that file is synchronized, and only then the answer goes to its socket.
 */
@Tag("long")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class DurabilityTest {
  private static final String LOG = "ledger.db-wal";
  private static final int ANSWERS = 60;

  @TempDir private Path directory;

  @BeforeAll
  static void straceIsNeeded() {
    assertThat(Trace.isPossible()).as("strace is here and may trace").isTrue();
  }

  @Test
  void everyAnswerLeavesAfterItsEntryIsOnTheDisk() throws Exception {
    assertThat(tooEarly(1, List.of())).isEmpty();
  }

  @Test
  void everyAnswerOfManyClientsLeavesAfterItsEntryIsOnTheDisk() throws Exception {
    assertThat(tooEarly(6, List.of())).isEmpty();
  }

  @Test
  void withoutSynchronizationTheSameCheckIsRed() throws Exception {
    assertThat(tooEarly(2, List.of(Unsynchronized.classes(directory.resolve("classes")))))
        .isNotEmpty();
  }

  /**
   * The answers that left before their entry was durable, of all that so many clients were given.
   */
  private List<String> tooEarly(int clients, List<Path> first) throws Exception {
    TinyAlliance alliance = RichAlliance.in(directory.resolve("alliance"));
    Path file = directory.resolve("trace");
    Load load;
    try (var serve = ServeProcess.under(alliance.root, Trace.under(file), first)) {
      load = asked(new Load(serve.origin(), alliance.orchard), clients);
    }
    assertThat(load.wrong).isEmpty();
    return tooEarly(load, Trace.read(file));
  }

  private static Load asked(Load load, int clients) throws InterruptedException {
    load.accept();
    var goOn = new AtomicBoolean(true);
    List<Thread> running = load.start(clients, goOn::get);
    await().atMost(Duration.ofSeconds(60)).until(() -> load.answered.size() >= ANSWERS);
    goOn.set(false);
    for (Thread client : running) {
      client.join();
    }
    return load;
  }

  private static List<String> tooEarly(Load load, Trace trace) {
    List<String> early = new ArrayList<>();
    for (Answered answer : load.answered) {
      Call kept =
          trace.first(
              "entry " + answer.index(),
              call ->
                  call.isTo(LOG) && !call.isSync() && call.arguments().contains(answer.request()));
      Call sent =
          trace.first(
              "answer " + answer.nonce(),
              call -> call.isToSocket() && call.arguments().contains(answer.nonce()));
      boolean durable =
          trace.any(
              call ->
                  call.isSync()
                      && call.isTo(LOG)
                      && call.result() == 0
                      && call.begin() > kept.end()
                      && call.end() < sent.begin());
      if (!durable) {
        early.add("entry " + answer.index() + " answered in line " + sent.begin());
      }
    }
    System.out.println(
        load.answered.size()
            + " answers traced, "
            + early.size()
            + " too early, "
            + trace.count(call -> call.isSync() && call.isTo(LOG))
            + " synchronizations");
    return early;
  }
}
