package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.cli.InProcess;
import dev.entente.server.rollout.ActivatedEntries;
import dev.entente.server.rollout.Author;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies replace each other while partners query: no answer fails, and none is of two policies.
 */
class ActivationsUnderLoadTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final int CLIENTS = 16;
  private static final List<String> DENIED = List.of("sector", "employees", "city");

  @TempDir private Path directory;

  private final AtomicInteger answers = new AtomicInteger();
  private final Map<String, String> withheldUnder = new ConcurrentHashMap<>();
  private final TreeMap<Long, String> policies = new TreeMap<>();
  private final Map<Long, String> policyOf = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean goOn = new AtomicBoolean(true);

  @BeforeEach
  void opa() throws InterruptedException {
    Author.isThere();
  }

  @Test
  void noAnswerFailsAndEachIsOfTheOnePolicyInForceAtItsEntry() throws Exception {
    replacing(4, 1_000);
  }

  @Tag("long")
  @Test
  void amongAHundredThousand() throws Exception {
    replacing(10, 100_000);
  }

  private void replacing(int activations, int least) throws Exception {
    TinyAlliance alliance =
        RichAlliance.in(directory.resolve("halden"))
            .change("entente.yaml", "admin: ", "policy: {engine: embedded, poll: 1}\nadmin: ")
            .change("entente.yaml", "window: 500}", "window: 1000000000}")
            .change("entente.yaml", "window: 1000,", "window: 1000000000,");
    var author =
        new Author(directory.resolve("drafts"), alliance.root.resolve("policies/bundle.tar.gz"));
    author.publish(author.denying(DENIED.getFirst(), "1"));
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      List<Thread> asking =
          IntStream.range(0, CLIENTS)
              .mapToObj(_ -> Thread.ofVirtual().start(() -> ask(gateway, alliance)))
              .toList();
      for (int i = 1; i <= activations || answers.get() < least; i++) {
        author.publish(author.denying(DENIED.get(i % DENIED.size()), String.valueOf(i + 1)));
        int wanted = i + 1;
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> ActivatedEntries.of(alliance.read()).size() == wanted || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
      }
      goOn.set(false);
      for (Thread thread : asking) {
        thread.join();
      }
    }
    assertThat(wrong).isEmpty();
    isOfItsPolicy(alliance);
    System.out.printf("%d activations among %d answers%n", policies.size(), answers.get());
    var audit = InProcess.run("audit", alliance.root.toString());
    assertThat(audit.exit()).as(audit.out()).isZero();
  }

  /** The policy that an answer names is that of the last activation before its entry. */
  private void isOfItsPolicy(TinyAlliance alliance) {
    ActivatedEntries.indexed(alliance.read())
        .forEach((index, entry) -> policies.put(index, entry.path("policy").textValue()));
    assertThat(withheldUnder).hasSizeGreaterThan(DENIED.size());
    policyOf.forEach(
        (index, policy) ->
            assertThat(policy)
                .as("entry " + index)
                .isEqualTo(policies.floorEntry(index).getValue()));
  }

  private void ask(RunningGateway gateway, TinyAlliance alliance) {
    try (Wire wire = gateway.wire()) {
      while (goOn.get() && wrong.isEmpty()) {
        var request = HandMade.post(gateway, alliance.orchard, QUERY, "{\"limit\":2}");
        var reply = wire.send(request.bytes()).reply();
        if (reply.status() != 200) {
          wrong.add(reply.status() + " " + reply.text());
          return;
        }
        keep(reply.json());
      }
    } catch (RuntimeException | AssertionError e) {
      wrong.add(e.toString());
    }
  }

  /** All answers of one policy withhold the same one field. */
  private void keep(JsonNode answer) {
    answers.incrementAndGet();
    String policy = answer.path("policy").textValue();
    String withheld =
        String.join(
            ",",
            answer
                .path("fields")
                .propertyStream()
                .filter(it -> it.getValue().path("because").asText().equals("policy"))
                .map(Map.Entry::getKey)
                .toList());
    String before = withheldUnder.putIfAbsent(policy, withheld);
    boolean shown = answer.path("records").valueStream().anyMatch(record -> record.has(withheld));
    if (!DENIED.contains(withheld) || shown || !(before == null || before.equals(withheld))) {
      wrong.add("under " + policy + " " + before + ", then " + withheld + ": " + answer);
    }
    policyOf.put(Sharing.claims(answer).path("index").longValue(), policy);
  }
}
