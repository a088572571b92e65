package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender that never stops sending, and never comes to the end. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TricklingTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  /** In which the gateway must have given up: its patience, twice, and some more. */
  private static final Duration SOON =
      RunningGateway.SHORT.bodyTime().plus(RunningGateway.SHORT.discardTime()).multipliedBy(2);

  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeAll
  void start(@TempDir Path directory) {
    alliance = RichAlliance.in(directory);
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void aBodyThatTricklesIsGivenUpHoweverSteadilyItComes(int bytes) throws InterruptedException {
    HandMade request = HandMade.post(gateway, alliance.orchard, QUERY, " ".repeat(bytes) + "{}");
    byte[] all = request.bytes();
    int head = all.length - request.body.length;
    var sent = new AtomicInteger();
    Instant before = Instant.now();
    try (var wire = gateway.wire()) {
      wire.send(Arrays.copyOf(all, head));
      Thread trickle = Thread.ofVirtual().start(() -> trickle(wire, all, head, sent));

      Probe.isRefused(probe.held(request.sent(), wire.reply()), 400, "query-malformed");

      assertThat(wire.isClosed()).isTrue();
      assertThat(Duration.between(before, Instant.now())).isLessThan(SOON);
      assertThat(sent.get()).isBetween(5, bytes - 1);
      trickle.join();
    }
  }

  private static void trickle(Wire wire, byte[] all, int head, AtomicInteger sent) {
    try {
      for (int at = head; at < all.length; at++) {
        wire.send(new byte[] {all[at]});
        sent.incrementAndGet();
        Thread.sleep(20);
      }
    } catch (UncheckedIOException e) {
      // the gateway closed the connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
