package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entente.server.acceptance.Load.Answered;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways of one directory over one database. */
@Timeout(value = 900, threadMode = ThreadMode.SEPARATE_THREAD)
class SharedLedgerTest {
  @TempDir Path directory;
  @TempDir Path data;
  private Postgres postgres;
  private TinyAlliance alliance;
  private final List<ServeProcess> three = new ArrayList<>();

  @BeforeEach
  void start() {
    postgres = Postgres.in(data);
    alliance = RichAlliance.in(directory);
    alliance.change(
        "entente.yaml",
        "gateway: halden\n",
        "gateway: halden\nledger: {store: postgres, url: \"" + postgres.url() + "\"}\n");
    for (int i = 0; i < 3; i++) {
      three.add(ServeProcess.start(directory));
    }
    load(0).accept();
    await().atMost(Duration.ofSeconds(10)).until(() -> isActive(1) && isActive(2));
  }

  @AfterEach
  void stop() {
    three.forEach(ServeProcess::kill);
    postgres.close();
  }

  private Load load(int i) {
    return new Load(three.get(i).origin(), alliance.orchard);
  }

  private boolean isActive(int i) {
    Load load = load(i);
    return load.call(load.get("/v1/agreements/orchard")).text().contains("\"active\"");
  }

  @Test
  void whatOneGatewayAcceptedAnotherKnowsAndARequestIsTakenOnce() {
    Load second = load(1);
    HandMade once = second.get("/v1/agreements/orchard/standing");
    assertThat(second.call(once).status()).isEqualTo(200);
    assertThat(second.call(once).status()).isEqualTo(401);
    ServeProcess.auditHolds(directory);
  }

  @Tag("long")
  @Test
  void whatAClientReceivedIsInTheLedgerWheneverOneOfThreeIsKilled() throws Exception {
    Queue<Answered> received = new ConcurrentLinkedQueue<>();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    var random = new Random();
    for (int crash = 0; crash < 20; crash++) {
      int victim = crash % 3;
      var goOn = new AtomicBoolean(true);
      List<Load> loads = List.of(load(0), load(1), load(2));
      List<Thread> clients = new ArrayList<>();
      loads.forEach(load -> clients.addAll(load.start(3, goOn::get)));
      int enough = 1 + random.nextInt(60);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> loads.get(victim).answered.size() >= enough);
      three.get(victim).kill();
      int others = loads.get((victim + 1) % 3).answered.size();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> loads.get((victim + 1) % 3).answered.size() > others + 10);
      goOn.set(false);
      for (Thread client : clients) {
        client.join();
      }
      loads.forEach(load -> wrong.addAll(load.wrong));
      loads.forEach(load -> received.addAll(load.answered));
      three.set(victim, ServeProcess.start(directory));
    }
    assertThat(wrong).isEmpty();
    assertThat(received).extracting(Answered::index).doesNotHaveDuplicates();
    load(2).isInTheLedger(received);
    ServeProcess.auditHolds(directory);
    System.out.println(
        "killed one of three 20 times; "
            + received.size()
            + " answers received, all in the ledger");
  }

  @Tag("long")
  @Test
  void whileTheDatabaseIsAwayNothingIsReleasedAndThenItGoesOn() throws Exception {
    var goOn = new AtomicBoolean(true);
    Load load = load(0);
    List<Thread> clients = load.start(3, goOn::get);
    await().atMost(Duration.ofSeconds(60)).until(() -> load.answered.size() > 20);
    postgres.stop();
    await().atMost(Duration.ofSeconds(30)).until(() -> !load.wrong.isEmpty());
    int before = load.answered.size();
    Load asking = new Load(three.get(1).origin(), alliance.orchard);
    Reply refused = asking.call(asking.get("/v1/agreements/orchard/standing"));
    assertThat(refused.status()).as(refused.text()).isEqualTo(503);
    assertThat(refused.text()).contains("ledger-unavailable");
    assertThat(load.answered).hasSizeLessThanOrEqualTo(before + 3);

    postgres.startAgain();
    int then = load.answered.size();
    await().atMost(Duration.ofSeconds(60)).until(() -> load.answered.size() > then + 20);
    goOn.set(false);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(load.wrong).allSatisfy(it -> assertThat(it).contains("ledger-unavailable"));
    // Each gateway comes back by itself, when it next asks the database.
    Load third = load(2);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> third.call(third.get("/v1/agreements/orchard/standing")).status() == 200);
    third.isInTheLedger(load.answered);
    ServeProcess.auditHolds(directory);
  }
}
