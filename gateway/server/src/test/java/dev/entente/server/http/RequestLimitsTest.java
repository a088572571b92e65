package dev.entente.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.exchange.Answer;
import dev.entente.server.running.Wire;
import dev.entente.signature.Body;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests are answered at once, and how much is taken of each and waited for. */
@Timeout(60)
class RequestLimitsTest {
  private static final Answer OK = Answer.json(Map.of());
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void noMoreAreAnsweredAtOnceThanThereMayBeAndTheOthersWait() {
    var door = new Door();
    try (var listening = new Listening(Listening.exchanges(2), _ -> door.through())) {
      var wires = new ArrayList<Wire>();
      for (int i = 0; i < 5; i++) {
        wires.add(listening.wire().send(GET));
      }
      Awaitility.await().until(() -> door.inside.get() == 2);
      door.opened.release(5);
      wires.forEach(wire -> assertThat(wire.reply().status()).isEqualTo(200));
      wires.forEach(Wire::close);
      assertThat(door.most).hasValue(2);
    }
  }

  @Test
  void ofPipelinedRequestsOneIsAnsweredAtATime() {
    var door = new Door();
    try (var listening = new Listening(Listening.WIDE, _ -> door.through());
        var wire = listening.wire()) {
      wire.send(GET.repeat(20));
      door.opened.release(20);
      for (int i = 0; i < 20; i++) {
        assertThat(wire.reply().status()).isEqualTo(200);
      }
      assertThat(door.most).hasValue(1);
    }
  }

  @Test
  void whoAsksOnAndOnAndReadsNothingIsStoppedAndThenClosed() throws InterruptedException {
    try (var listening = new Listening(Listening.idleTime(1), _ -> OK);
        var wire = listening.wire()) {
      var sent = new AtomicInteger();
      Thread asking = Thread.startVirtualThread(() -> ask(wire, sent));
      assertThat(asking.join(Duration.ofSeconds(20))).isTrue();
      // As many as the system's buffers hold, at both ends.
      assertThat(sent.get()).isLessThan(2_000_000);
    }
  }

  /** Until the connection is closed. */
  private static void ask(Wire wire, AtomicInteger sent) {
    String many = GET.repeat(1_000);
    try {
      while (true) {
        wire.send(many);
        sent.addAndGet(1_000);
      }
    } catch (UncheckedIOException e) {
      // The other end has had enough.
    }
  }

  @Test
  void anAnswerThatNobodyTakesIsGivenUp() throws InterruptedException {
    byte[] large = new byte[24 << 20];
    try (var listening =
            new Listening(
                Listening.idleTime(1), _ -> Answer.ok("application/octet-stream", large));
        var wire = listening.wire()) {
      wire.send(GET);
      Thread.sleep(3_000);
      assertThat(wire.reply().body().length).isLessThan(large.length);
    }
  }

  @Test
  void aBodyThatComesByteByByteIsGivenUp() {
    try (var listening =
            new Listening(
                Listening.bodyTime(700),
                request -> Answer.text(request.body().read(1_000).getClass().getSimpleName()));
        var wire = listening.wire()) {
      wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n");
      Thread.startVirtualThread(() -> dribble(wire));
      assertThat(wire.reply().text()).isEqualTo(Body.TooSlow.class.getSimpleName());
    }
  }

  private static void dribble(Wire wire) {
    try {
      for (int i = 0; i < 400; i++) {
        wire.send(new byte[1]);
        Thread.sleep(20);
      }
    } catch (UncheckedIOException | InterruptedException e) {
      // The other end has had enough.
    }
  }

  @Test
  void whatIsLeftOfABodyIsThrownAwayUpToALimit() {
    try (var listening = new Listening(Listening.WIDE, _ -> OK);
        var small = listening.wire();
        var large = listening.wire()) {
      small.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n");
      assertThat(small.reply().status()).isEqualTo(200);
      assertThat(small.send(new byte[900_000]).isClosed()).isTrue();

      large.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n");
      assertThat(large.reply().status()).isEqualTo(200);
      assertThatThrownBy(() -> large.send(new byte[90_000_000]))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  /** What every request has to pass, and how many were in it at once. */
  private static final class Door {
    private final Semaphore opened = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Answer through() {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      try {
        opened.acquire();
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      inside.decrementAndGet();
      return OK;
    }
  }
}
