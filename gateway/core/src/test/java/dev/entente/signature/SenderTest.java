package dev.entente.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void whenItLeavesAllThatIsMadeForItEnds() throws Exception {
    var sender = new Sender();
    var working = new CountDownLatch(2);
    List<FutureTask<Outcome<String>>> work = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      var task = new FutureTask<>(() -> sender.whileHere(() -> untilInterrupted(working)));
      Thread.startVirtualThread(task);
      work.add(task);
    }
    working.await();
    assertThat(sender.whileHere(() -> Outcome.passed("meanwhile")))
        .isEqualTo(Outcome.passed("meanwhile"));
    sender.leave();
    for (var task : work) {
      assertThat(task.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Refused.class);
    }
    assertThat(Thread.interrupted()).isFalse();
    assertThat(sender.whileHere(() -> Outcome.passed("late"))).isInstanceOf(Outcome.Refused.class);
  }

  private static Outcome<String> untilInterrupted(CountDownLatch working) {
    working.countDown();
    try {
      new CountDownLatch(1).await();
      return Outcome.passed("never");
    } catch (InterruptedException e) {
      return Outcome.passed("interrupted");
    }
  }
}
