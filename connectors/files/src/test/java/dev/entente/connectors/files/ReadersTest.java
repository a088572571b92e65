package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.connectors.contract.Examples;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.problem.Unavailable;
import dev.entente.source.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReadersTest {
  private static final PageQuery ENDLESS =
      query("SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE a.range % 7 = b.range");
  private static final PageQuery SHORT = query("SELECT 1");
  private static final PageQuery BROKEN = query("SELECT nothing");

  @TempDir private Path scratch;

  private static PageQuery query(String text) {
    var anything = new Selection(List.of(), Optional.empty(), List.of(), 10, Optional.empty());
    return new PageQuery(text, List.of(), List.of(), new Table(Examples.dataset()), anything);
  }

  private Readers readers(int waiting, Duration patience) throws Exception {
    var connection = new Store(scratch, "d").create(List.of());
    return new Readers("d", List.of(new Reader(connection)), waiting, patience);
  }

  @Test
  void aReadThatTakesTooLongIsStoppedAndFreesItsThread() throws Exception {
    try (Readers readers = readers(4, Duration.ofMillis(1500))) {
      assertThatThrownBy(() -> readers.read(ENDLESS))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("took longer than 1500 ms");
      assertThat(readers.read(SHORT).rows()).hasSize(1);
    }
  }

  @Test
  void aReadThatFailsDoesNotSpoilTheNext() throws Exception {
    try (Readers readers = readers(4, Duration.ofSeconds(20))) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> readers.read(BROKEN))
            .isInstanceOf(Unavailable.class)
            .hasMessage("dataset `d` cannot be read");
        assertThat(readers.read(SHORT).rows()).hasSize(1);
      }
    }
  }

  @Test
  void moreThanMayWaitAreRefusedAtOnce() throws Exception {
    try (Readers readers = readers(1, Duration.ofSeconds(20))) {
      var started = new CountDownLatch(2);
      List<CompletableFuture<?>> busy =
          List.of(inBackground(readers, started), inBackground(readers, started));
      started.await();
      Thread.sleep(300);

      assertThatThrownBy(() -> readers.read(SHORT))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("too many reads waiting");
      assertThat(busy).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void anInterruptedReadStopsItsStatement() throws Exception {
    try (Readers readers = readers(4, Duration.ofSeconds(30))) {
      var refused = new CompletableFuture<Boolean>();
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      readers.read(ENDLESS);
                    } catch (Unavailable e) {
                      refused.complete(Thread.currentThread().isInterrupted());
                    }
                  });
      Thread.sleep(300);
      caller.interrupt();

      assertThat(refused.get(5, TimeUnit.SECONDS)).isTrue();
      assertThat(readers.read(SHORT).rows()).hasSize(1);
    }
  }

  @Test
  void closingEndsWhatRunsAndWhatWaits() throws Exception {
    Readers readers = readers(4, Duration.ofSeconds(30));
    var started = new CountDownLatch(3);
    List<CompletableFuture<?>> busy =
        List.of(
            inBackground(readers, started),
            inBackground(readers, started),
            inBackground(readers, started));
    started.await();
    Thread.sleep(300);
    readers.close();

    for (CompletableFuture<?> read : busy) {
      assertThatThrownBy(() -> read.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(Exception.class)
          .cause()
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("was closed");
    }
    assertThatThrownBy(() -> readers.read(SHORT)).hasMessageContaining("is closed");
  }

  private static CompletableFuture<?> inBackground(Readers readers, CountDownLatch started) {
    var done = new CompletableFuture<Object>();
    Thread.ofVirtual()
        .start(
            () -> {
              started.countDown();
              try {
                done.complete(readers.read(ENDLESS));
              } catch (Unavailable e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }
}
