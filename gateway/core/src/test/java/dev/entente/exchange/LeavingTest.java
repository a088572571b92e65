package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.Unavailable;
import dev.entente.signature.Sender;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A sender may leave at any moment: what is read for it ends, what is recorded does not. */
class LeavingTest {
  private final House house = House.open();
  private final Sender sender = new Sender();

  private String ask() {
    return House.outcome(
        house.send(house.signed(house.partner, "POST", House.QUERY, "{}"), sender));
  }

  private void nothingIsRecorded() {
    int before = house.ledger.events().size();
    assertThat(ask()).isEqualTo("503 source-unavailable");
    assertThat(house.ledger.events()).hasSize(before);
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whoLeavesWhileItsPageIsReadInterruptsThat() {
    var interrupted = new AtomicBoolean();
    house.source.whileReading(
        () -> {
          Thread.startVirtualThread(sender::leave);
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            Thread.currentThread().interrupt();
            throw Unavailable.source("it was not waited for", e);
          }
        });
    nothingIsRecorded();
    assertThat(interrupted).isTrue();
  }

  @Test
  void aPageThatIsReadAllTheSameIsNotRecorded() {
    house.source.whileReading(sender::leave);
    nothingIsRecorded();
  }

  @Test
  void forWhoHasLeftBeforeNothingIsRead() {
    var read = new AtomicBoolean();
    house.source.whileReading(() -> read.set(true));
    sender.leave();
    nothingIsRecorded();
    assertThat(read).isFalse();
  }

  @Test
  void whoLeavesWhileItsReleaseIsRecordedInterruptsNothingAndTheEntryStands() {
    var interrupted = new AtomicBoolean();
    house.ledger.whileRecording(
        () -> {
          sender.leave();
          interrupted.set(Thread.currentThread().isInterrupted());
        });
    int before = house.ledger.events().size();
    assertThat(ask()).isEqualTo("200");
    assertThat(interrupted).isFalse();
    assertThat(house.ledger.events()).hasSize(before + 1);
  }
}
