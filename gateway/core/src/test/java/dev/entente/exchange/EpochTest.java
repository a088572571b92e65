package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.disclosure.FakePolicy;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.PolicyActivated;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A decision, its stage and its policy belong to one epoch, whatever happens meanwhile. */
class EpochTest {
  private final House house = House.open();

  @Test
  void aPolicyActivatedWhileTheSourceIsHeldBackDecidesTheAnswer()
      throws InterruptedException, ExecutionException {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    house.source.whileReading(() -> hold(reading, goOn));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answer = threads.submit(() -> house.ask("{}"));
      reading.await();
      house.policy.hiding("city");
      house.policy.become("two");
      long activated = house.ledger.record(new PolicyActivated(FakePolicy.revision("two")));
      goOn.countDown();

      var body = House.json(answer.get());
      assertThat(body.get("policy").textValue()).isEqualTo(FakePolicy.revision("two").value());
      assertThat(body.get("fields").has("city")).isFalse();
      assertThat(body.get("records").get(0).has("city")).isFalse();
      noDisclosureOfAnOlderEpochFollows(activated);
    }
  }

  @Test
  void anAgreementThatChangedMeanwhileIsDecidedAgain() {
    int[] reads = {0};
    long[] changed = {0};
    house.source.whileReading(
        () -> {
          if (reads[0]++ == 0) {
            changed[0] = house.ledger.record(new PolicyActivated(house.policy.revision()));
          }
        });
    assertThat(house.ask("{}").status()).isEqualTo(200);
    assertThat(reads[0]).isEqualTo(2);
    noDisclosureOfAnOlderEpochFollows(changed[0]);
  }

  @Test
  void midnightIsANewEpoch() {
    int[] reads = {0};
    house.source.whileReading(
        () -> house.now = house.now.plus(reads[0]++ == 0 ? Duration.ofDays(1) : Duration.ZERO));
    assertThat(house.ask("{}").status()).isEqualTo(200);
    assertThat(reads[0]).isEqualTo(2);
  }

  @Test
  void whereTrustNeverHoldsStillNothingIsReleased() {
    house.source.whileReading(
        () -> house.ledger.record(new PolicyActivated(house.policy.revision())));
    assertThat(House.outcome(house.ask("{}"))).isEqualTo("503 ledger-unavailable");
    assertThat(house.source.selections()).hasSize(10);
    assertThat(house.ledger.events()).noneMatch(event -> event instanceof Disclosed);
  }

  @Test
  void aPolicyThatTheLedgerDoesNotKnowReleasesNothing() {
    house.policy.become("never activated");
    assertThat(House.outcome(house.ask("{}"))).isEqualTo("503 ledger-unavailable");
    assertThat(house.ledger.events()).noneMatch(event -> event instanceof Disclosed);
  }

  private void noDisclosureOfAnOlderEpochFollows(long epoch) {
    var after = house.ledger.events().subList((int) epoch + 1, house.ledger.events().size());
    assertThat(after).isNotEmpty();
    for (Event event : after) {
      assertThat(((Disclosed) event).epoch()).isGreaterThanOrEqualTo(epoch);
    }
  }

  private static void hold(CountDownLatch reading, CountDownLatch goOn) {
    reading.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
