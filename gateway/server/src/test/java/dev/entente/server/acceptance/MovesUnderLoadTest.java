package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.acceptance.Ledgers.Listed;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stage goes up and down while many ask and one shares. */
@Timeout(120)
class MovesUnderLoadTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final int CLIENTS = 64;
  private static final int MOVES = 16;
  private static final Duration BETWEEN_MOVES = Duration.ofMillis(60);
  private static final int ROWS = 4_000;
  private static final int FEW_ROWS = 20;

  @TempDir private Path directory;

  private final Queue<JsonNode> answered = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean goOn = new AtomicBoolean(true);

  @Test
  void noAnswerIsOfAnotherStageThanTheOneInForceAtItsEntryAndNoWindowIsExceeded() throws Exception {
    TinyAlliance alliance =
        RichAlliance.with(directory, rows()).change("entente.yaml", "cleared: 3", "cleared: 0");
    var sharing = new Sharing(alliance.orchard);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var ordering = new Ordering(directory);
      var asking =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> Thread.ofVirtual().start(() -> ask(gateway, alliance, i)))
              .toList();
      var load = new Load(gateway.origin(), alliance.orchard);
      Thread giving = Thread.ofVirtual().start(() -> share(sharing, load));
      ordering.moves(MOVES, BETWEEN_MOVES);
      goOn.set(false);
      for (Thread thread : asking) {
        thread.join();
      }
      giving.join();

      assertThat(wrong).isEmpty();
      assertThat(sharing.wrong).isEmpty();
      List<Listed> entries = Ledgers.all(new Probe(gateway), alliance.orchard);
      isOfItsStage(entries);
      Recomputed.of(entries).isTold(load.call(load.get("/v1/agreements/orchard/standing")).json());
    }
    var audit = InProcess.run("audit", directory.toString());
    assertThat(audit.exit()).as(audit.out()).isZero();
  }

  /** The stage in force at an entry is that of the last move before it, and so is the epoch. */
  private void isOfItsStage(List<Listed> entries) {
    TreeMap<Long, String> moves = new TreeMap<>(Map.of(0L, "early"));
    Map<Long, JsonNode> released = new TreeMap<>();
    for (Listed entry : entries) {
      if (entry.kind().equals("stage.changed")) {
        moves.put(entry.index(), entry.json().get("to").textValue());
      } else if (entry.kind().equals("disclosed")) {
        released.put(entry.index(), entry.json());
        assertThat(entry.json().get("stage").textValue()).isEqualTo(moves.lastEntry().getValue());
        assertThat(entry.json().get("epoch").longValue()).isGreaterThanOrEqualTo(moves.lastKey());
      }
    }
    for (JsonNode answer : answered) {
      JsonNode claims = Sharing.claims(answer);
      long index = claims.get("index").longValue();
      String stage = moves.floorEntry(index).getValue();
      assertThat(released).containsKey(index);
      assertThat(claims.get("stage").textValue()).as("entry " + index).isEqualTo(stage);
      assertThat(answer.get("stage").textValue()).isEqualTo(stage);
      assertThat(answer.at("/fields/employees/release").textValue())
          .isEqualTo(stage.equals("mid") ? "full" : "band");
    }
    System.out.printf(
        "%d moves among %d answers, %d at mid%n",
        moves.size() - 1,
        answered.size(),
        answered.stream().filter(it -> it.get("stage").textValue().equals("mid")).count());
    assertThat(answered).hasSize(released.size());
    assertThat(answered).extracting(it -> it.get("stage").textValue()).contains("early", "mid");
  }

  private void ask(RunningGateway gateway, TinyAlliance alliance, int seed) {
    var random = new Random(seed);
    var probe = new Probe(gateway);
    try (var wire = gateway.wire()) {
      while (goOn.get()) {
        ask(probe, wire, HandMade.post(gateway, alliance.orchard, QUERY, query(random)));
      }
    } catch (RuntimeException | AssertionError e) {
      wrong.add(e.toString());
    }
  }

  private void ask(Probe probe, Wire wire, HandMade request) {
    Reply reply = probe.held(request.sent(), wire.send(request.bytes()).reply());
    if (reply.status() == 200) {
      answered.add(reply.json());
    } else if (reply.status() != 403 || !reply.code().equals("reciprocity-exhausted")) {
      wrong.add(reply.status() + " " + reply.text());
    }
  }

  /** Half of them for what few records hold, which soon costs nothing at either stage. */
  private static String query(Random random) {
    int from = random.nextInt(random.nextBoolean() ? FEW_ROWS : ROWS);
    return "{\"fields\":[\"ticker\",\"employees\"],\"filter\":\"ticker=ge=T%d\",\"limit\":%d}"
        .formatted(1_000 + from, 1 + random.nextInt(4));
  }

  /** So that there is always some credit, which all the others take. */
  private void share(Sharing sharing, Load load) {
    for (int i = 0; goOn.get(); i++) {
      String records =
          "{\"campaign\":\"a%1$d\",\"spend\":1},{\"campaign\":\"b%1$d\",\"spend\":1}".formatted(i);
      sharing.share(load, "k" + i, "{\"records\":[" + records + "]}");
    }
  }

  private static String rows() {
    var rows = new StringBuilder("ticker,sector,employees,founded,city,revenue,margin,notes\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append("T%d,Energy,5%d,1990,Rome,1.5,0.1,hush\n".formatted(1_000 + i, i % 90));
    }
    return rows.toString();
  }
}
