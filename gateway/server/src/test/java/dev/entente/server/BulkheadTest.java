package dev.entente.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one source does to its own readers, and not to those of others. */
@Timeout(60)
class BulkheadTest {
  private static final Selection ALL =
      new Selection(
          List.of(new FieldName("id")), Optional.empty(), List.of(), 10, Optional.empty());
  private static final Page PAGE = new Page(List.of(new Row("a")), false);

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  /** A source that counts its readers and then does so. */
  private record Made(AtomicInteger asked, Supplier<Page> page) implements Source {
    @Override
    public Page read(Selection selection) {
      asked.incrementAndGet();
      return page.get();
    }

    @Override
    public boolean applies(Filter condition) {
      return true;
    }

    @Override
    public void close() {}
  }

  private Bulkhead bulkhead(Limits limits, Supplier<Page> page) {
    return new Bulkhead(
        new DatasetId("accounts"), new Made(asked, page), limits, InstantSource.system());
  }

  /** Hangs, and does not care that it is interrupted. */
  private Page hang() {
    while (true) {
      try {
        hanging.await();
        return PAGE;
      } catch (InterruptedException e) {
        // As a driver may, it goes on.
      }
    }
  }

  private static Limits limits(int concurrent, int waiting, long millis) {
    return new Limits(concurrent, waiting, Duration.ofMillis(millis), 1_000, 1_000);
  }

  @Test
  void aQuestionThatCannotBeAnsweredSaysNothingOfTheSource() {
    var answers = new AtomicInteger();
    var source =
        bulkhead(
            limits(8, 128, 3_000),
            () -> {
              if (answers.incrementAndGet() <= 20) {
                throw Unavailable.question("accounts", "cannot be ordered by `n`");
              }
              return PAGE;
            });
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> source.read(ALL))
          .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.isOfQuestion()).isTrue());
    }
    assertThat(source.ailment()).isEmpty();
    assertThat(source.read(ALL)).isEqualTo(PAGE);
    assertThat(source.failed()).isEqualTo(20);
  }

  @Test
  void aSourceThatHangsTakesNobodyElsesTime() throws InterruptedException {
    var dead = bulkhead(limits(8, 128, 3_000), this::hang);
    var well = bulkhead(limits(8, 128, 3_000), () -> PAGE);
    var failures = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      callers.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  dead.read(ALL);
                } catch (Unavailable e) {
                  failures.incrementAndGet();
                }
              }));
    }
    await().until(() -> dead.reading() == 8);
    for (int i = 0; i < 200; i++) {
      long begun = System.nanoTime();
      assertThat(well.read(ALL).rows()).hasSize(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
    }
    assertThat(failures).as("whoever reads the dead one still waits").hasValue(0);
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).hasValue(64);
    assertThat(dead.reading()).as("what hangs keeps its place").isEqualTo(8);
    assertThat(dead.ailment()).hasValue("dataset `accounts`: did not answer within 3 s");
    assertThat(well.ailment()).isEmpty();
    hanging.countDown();
    await().until(() -> dead.reading() == 0);
  }

  @Test
  void whoeverIsOneTooManyIsToldAtOnce() {
    var full = bulkhead(limits(1, 0, 30_000), this::hang);
    var first = Thread.startVirtualThread(() -> full.read(ALL));
    await().until(() -> full.reading() == 1);
    assertThatThrownBy(() -> full.read(ALL))
        .hasMessage("dataset `accounts`: has too many reads waiting")
        .isInstanceOfSatisfying(
            Unavailable.class,
            e -> {
              assertThat(e.dataset()).hasValue("accounts");
              assertThat(e.after()).hasValue(Duration.ofSeconds(1));
            });
    assertThat(full.refused()).isOne();
    assertThat(full.ailment()).isEmpty();
    hanging.countDown();
    await().until(() -> !first.isAlive());
    assertThat(full.done()).isOne();
  }

  @Test
  void aSourceThatFailsAgainAndAgainIsLeftAloneForAMoment() throws InterruptedException {
    var broken = new boolean[] {true};
    var source =
        bulkhead(
            limits(1, 1, 1_000),
            () -> {
              if (broken[0]) {
                throw Unavailable.source("is gone", null, Duration.ofSeconds(7));
              }
              return PAGE;
            });
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> source.read(ALL))
          .isInstanceOfSatisfying(
              Unavailable.class, e -> assertThat(e.after()).hasValue(Duration.ofSeconds(7)));
    }
    assertThatThrownBy(() -> source.read(ALL)).hasMessageContaining("left alone");
    assertThat(asked).hasValue(5);
    assertThat(source.reading()).isZero();
    broken[0] = false;
    Thread.sleep(5_100);
    assertThat(source.read(ALL).rows()).hasSize(1);
    assertThat(source.ailment()).isEmpty();
  }

  @Test
  void whoeverLeavesEndsTheReadAndSpeaksForNothing() throws InterruptedException {
    var stopped = new CountDownLatch(1);
    var source =
        bulkhead(
            limits(1, 1, 30_000),
            () -> {
              try {
                hanging.await();
              } catch (InterruptedException e) {
                stopped.countDown();
              }
              return PAGE;
            });
    for (int i = 0; i < 6; i++) {
      Thread reader =
          Thread.startVirtualThread(
              () -> assertThatThrownBy(() -> source.read(ALL)).hasMessageContaining("waited for"));
      await().until(() -> source.reading() == 1);
      reader.interrupt();
      reader.join();
      await().until(() -> source.reading() == 0);
    }
    stopped.await();
    assertThat(source.failed()).isZero();
    hanging.countDown();
    assertThat(source.read(ALL).rows()).hasSize(1);
  }

  @Test
  void aPageOfTooManyBytesIsRefusedAndDoesNotSpeakAgainstTheSource() {
    var large = new Page(List.of(new Row("x".repeat(1_001))), false);
    var source = bulkhead(limits(1, 1, 1_000), () -> large);
    for (int i = 0; i < 7; i++) {
      assertThatThrownBy(() -> source.read(ALL)).hasMessageContaining("ask for less");
    }
    assertThat(asked).hasValue(7);
    assertThat(source.ailment()).isEmpty();
  }
}
