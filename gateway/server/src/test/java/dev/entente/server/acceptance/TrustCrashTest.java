package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.acceptance.Ledgers.Listed;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 anywhere in orders and contributions. What somebody was told is in the ledger, what was
 * contributed is credited once, and nothing is half done.
 */
class TrustCrashTest {
  private static final int MOST_ANSWERS = 40;
  private static final int SENT_AGAIN = 10;

  @TempDir private Path directory;
  private TinyAlliance alliance;
  private Sharing sharing;
  private Ordering ordering;
  private final Random random = new Random();

  @BeforeEach
  void write() {
    alliance = RichAlliance.in(directory).change("entente.yaml", "cleared: 3", "cleared: 0");
    sharing = new Sharing(alliance.orchard);
    ordering = new Ordering(directory);
  }

  @Test
  @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
  void whateverIsUnderWayWhenTheGatewayIsKilledIsDoneWholeOrNotAtAll() throws Exception {
    killed(2);
  }

  @Test
  @Tag("long")
  @Timeout(value = 900, threadMode = ThreadMode.SEPARATE_THREAD)
  void theSameManyTimes() throws Exception {
    killed(40);
    assertThat(ordering.recorded.values()).contains("stage.changed", "key.added", "key.revoked");
  }

  @Test
  void anOrderIsAppliedUnderTheLockThoughTheGatewayThatWasKilledLeftItsAddress() {
    ServeProcess.start(directory).kill();
    assertThat(directory.resolve("state/admin")).exists();
    orderedWithoutAGateway();
    ServeProcess.auditHolds(directory);
  }

  private void killed(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (var serve = ServeProcess.start(directory)) {
        if (i > 0) {
          isWhole(serve);
        }
        load(serve);
      }
      orderedWithoutAGateway();
      ServeProcess.auditHolds(directory);
    }
    try (var serve = ServeProcess.start(directory)) {
      isWhole(serve);
    }
    System.out.printf(
        "killed %d times; %d contributions answered, %d orders recorded, %d refused%n",
        times, sharing.answered.size(), ordering.recorded.size(), ordering.refused.size());
    assertThat(ordering.recorded).isNotEmpty();
  }

  /** Everybody at once, until the gateway is killed after so many answers and a moment more. */
  private void load(ServeProcess serve) throws InterruptedException {
    var load = new Load(serve.origin(), alliance.orchard);
    load.accept();
    int enough = sharing.answered.size() + 1 + random.nextInt(MOST_ANSWERS);
    List<Thread> busy =
        List.of(
            sharing.start(load, random),
            sharing.start(load, new Random()),
            ordering.start(),
            load.start(1, () -> true).getFirst());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sharing.answered.size() >= enough || !sharing.wrong.isEmpty());
    Thread.sleep(random.nextInt(20));
    serve.kill();
    for (Thread thread : busy) {
      thread.join();
    }
    assertThat(sharing.wrong).isEmpty();
    assertThat(load.wrong).isEmpty();
  }

  /** Where nobody holds the state, an order is applied to it. */
  private void orderedWithoutAGateway() {
    var said =
        InProcess.run(
            "record",
            directory.toString(),
            "orchard",
            "milestone",
            "won-" + random.nextInt(Integer.MAX_VALUE),
            "--as",
            "ana",
            "--because",
            "we saw it");
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private void isWhole(ServeProcess serve) throws IOException {
    var load = new Load(serve.origin(), alliance.orchard);
    var probe = new Probe(serve.origin(), load.keys());
    isInTheLedger(Ledgers.all(probe, alliance.orchard));

    sharing.sent.keySet().stream()
        .filter(key -> !sharing.answered.containsKey(key) || random.nextInt(SENT_AGAIN) == 0)
        .forEach(key -> assertThat(sharing.share(load, key, "")).isPresent());
    assertThat(sharing.wrong).isEmpty();
    List<Listed> entries = Ledgers.all(probe, alliance.orchard);
    Recomputed recomputed = Recomputed.of(entries);
    assertThat(recomputed.requests).doesNotHaveDuplicates().hasSameSizeAs(sharing.sent.keySet());
    recomputed.isTold(load.call(load.get("/v1/agreements/orchard/standing")).json());
    assertThat(received()).containsExactlyInAnyOrderElementsOf(recomputed.requests);
  }

  /** Every answer that a partner or an operator was given, and every file for their owner. */
  private void isInTheLedger(List<Listed> entries) throws IOException {
    Map<Long, Listed> byIndex = new HashMap<>();
    entries.forEach(entry -> byIndex.put(entry.index(), entry));
    for (byte[] answer : sharing.answered.values()) {
      JsonNode claims = Sharing.claims(Json.read(answer));
      Listed entry = byIndex.get(claims.get("index").longValue());
      assertThat(entry).as(claims.toString()).isNotNull();
      assertThat(Sha256.ofBytes(TreeHash.leaf(entry.bytes()).toBytes()))
          .hasToString(claims.get("leaf").textValue());
    }
    ordering.recorded.forEach(
        (index, kind) -> assertThat(byIndex.get(index).kind()).isEqualTo(kind));
    assertThat(received()).containsExactlyInAnyOrderElementsOf(Recomputed.of(entries).requests);
  }

  /** The names of all files of contributions; of one that is only held, with its ending. */
  private List<String> received() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("state/received"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .map(name -> name.endsWith(".ndjson") ? name.substring(0, name.length() - 7) : name)
          .toList();
    }
  }
}
