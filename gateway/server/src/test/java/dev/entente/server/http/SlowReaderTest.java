package dev.entente.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.exchange.Answer;
import dev.entente.server.running.Wire;
import dev.entente.signature.SignedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers who do not take their answers, each larger than what the network holds for them. */
@Timeout(60)
class SlowReaderTest {
  private static final int LARGE = 16 << 20;
  private static final int SOON = 500;
  private static final int LATE = 60_000;

  private final AtomicInteger made = new AtomicInteger();

  private Answer answer(SignedRequest request) {
    made.incrementAndGet();
    return request.head().path().equals("/large")
        ? Answer.ok("application/octet-stream", new byte[LARGE])
        : Answer.text("small");
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  /** Until nothing more is made for a while. */
  private int settled() throws InterruptedException {
    int before;
    do {
      before = made.get();
      Thread.sleep(SOON);
    } while (made.get() != before);
    return before;
  }

  @Test
  void whoAsksAgainAndAgainAndReadsNothingIsMadeOnePage() throws InterruptedException {
    try (var listening = new Listening(Listening.answers(10, LATE), this::answer);
        var slow = listening.wire()) {
      slow.send(get("/large").repeat(20));

      assertThat(settled()).isLessThanOrEqualTo(2);
      for (int i = 0; i < 20; i++) {
        assertThat(slow.reply().body()).hasSize(LARGE);
      }
    }
  }

  @Test
  void noMoreAnswersAreMadeThanMayWaitToBeTakenAndOthersComeOnceOneIs()
      throws InterruptedException {
    try (var listening = new Listening(Listening.answers(2, LATE), this::answer)) {
      List<Wire> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        slow.add(listening.wire().send(get("/large")));
      }
      assertThat(settled()).isEqualTo(2);
      try (var quick = listening.wire()) {
        quick.send(get("/small"));
        assertThat(settled()).isEqualTo(2);

        slow.forEach(Wire::close);
        assertThat(quick.reply().text()).isEqualTo("small");
      }
    }
  }

  @Test
  void ofManySlowReadersThoseWhoHaveWaitedLongestAreCutOff() throws InterruptedException {
    try (var listening = new Listening(Listening.answerBytes(2 * LARGE), this::answer)) {
      List<Wire> slow = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        slow.add(listening.wire().send(get("/large")));
        assertThat(settled()).isEqualTo(i);
      }
      assertThat(slow.get(0).reply().body()).hasSizeLessThan(LARGE);
      assertThat(slow.get(1).reply().body()).hasSizeLessThan(LARGE);
      assertThat(slow.get(2).reply().body()).hasSize(LARGE);
      assertThat(slow.get(3).reply().body()).hasSize(LARGE);
    }
  }

  @Test
  void anAnswerThatIsNotTakenInTimeIsDroppedAndItsPlaceGivenToAnother() {
    try (var listening = new Listening(Listening.answers(1, SOON / 16), this::answer);
        var slow = listening.wire();
        var quick = listening.wire()) {
      slow.send(get("/large"));
      Awaitility.await().until(() -> made.get() == 1);

      assertThat(quick.get("/small").text()).isEqualTo("small");
      assertThat(slow.reply().body()).hasSizeLessThan(LARGE);
    }
  }

  @Test
  void whoReadsSlowlyButReadsIsServedToTheEnd() throws InterruptedException {
    var limits = Listening.answers(1, (int) Duration.ofSeconds(5).toMillis());
    try (var listening = new Listening(limits, this::answer);
        var slow = listening.wire()) {
      slow.send(get("/large"));
      Thread.sleep(2L * SOON);

      assertThat(slow.reply().body()).hasSize(LARGE);
    }
  }
}
