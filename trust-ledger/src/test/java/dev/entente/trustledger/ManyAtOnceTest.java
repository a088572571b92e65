package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.AtOnce.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Conflicting;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Nonce;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Storage.class)
class ManyAtOnceTest {
  @Parameter Storage storage;
  @TempDir Path directory;

  @Test
  void sixty_four_at_the_edge_of_the_window_never_pass_it_and_each_recorded_one_is_in_the_log()
      throws Exception {
    try (Alliance alliance = Alliance.in(storage, directory).agreed(ORCHARD, 500, "")) {
      List<Recording> recordings = atOnce(64, i -> () -> alliance.release(100 * i, 5));

      List<Recorded> recorded =
          recordings.stream().filter(Recorded.class::isInstance).map(Recorded.class::cast).toList();
      Amount sum = recorded.stream().map(Recorded::value).reduce(Amount.ZERO, Amount::plus);
      assertThat(sum).isEqualTo(Amount.of(498));
      assertThat(recordings).filteredOn(Exhausted.class::isInstance).hasSize(64 - recorded.size());
      assertThat(alliance.standing().account().total().exposure()).isEqualTo(sum);
      for (Recorded one : recorded) {
        Entry entry =
            EntryJson.read(alliance.ledger.entries(ORCHARD, one.index(), 1).getFirst().bytes());
        assertThat(((Disclosed) entry.event()).value()).isEqualTo(one.value());
      }
    }
  }

  @Test
  void of_fifty_claims_of_one_nonce_one_wins_and_after_a_restart_none() throws Exception {
    try (Alliance alliance = Alliance.in(storage, directory)) {
      Nonce nonce = alliance.nonce();
      List<Boolean> claims = atOnce(50, _ -> () -> alliance.ledger.claim(nonce));
      assertThat(claims).filteredOn(won -> won).hasSize(1);

      atOnce(
          3,
          _ ->
              () -> {
                alliance.ledger.settle(nonce);
                return true;
              });
      alliance.reopen();

      assertThat(atOnce(50, _ -> () -> alliance.ledger.claim(nonce))).containsOnly(false);
      assertThat(alliance.ledger.claim(alliance.nonce())).isTrue();
    }
  }

  @Test
  void a_replay_is_told_only_when_the_nonce_is_durable() {
    try (Alliance alliance = Alliance.in(storage, directory)) {
      Nonce nonce = alliance.nonce();
      assertThat(alliance.ledger.claim(nonce)).isTrue();
      assertThat(alliance.ledger.claim(nonce)).isFalse();
      alliance.reopen();
      assertThat(alliance.ledger.claim(nonce)).isFalse();
    }
  }

  @Test
  void the_nonce_of_every_step_is_spent_after_a_restart_whatever_came_of_the_step() {
    try (Alliance alliance = Alliance.in(storage, directory).agreed(ORCHARD, 3, "")) {
      var recorded =
          alliance.disclosure(ORCHARD, List.of(Alliance.TICKER), List.of(Alliance.cells(1, 1)));
      var exhausted =
          alliance.disclosure(ORCHARD, List.of(Alliance.CITY), List.of(Alliance.cells(1, 1)));
      alliance.ledger.disclose(recorded);
      assertThat(alliance.ledger.disclose(exhausted)).isInstanceOf(Exhausted.class);
      alliance.reopen();

      assertThat(alliance.ledger.claim(recorded.nonce())).isFalse();
      assertThat(alliance.ledger.claim(exhausted.nonce())).isFalse();
    }
  }

  @Test
  void a_nonce_that_was_forgotten_with_its_request_s_freshness_is_not_taken_for_a_new_one() {
    try (Alliance alliance = Alliance.in(storage, directory)) {
      Nonce nonce = alliance.nonce();
      assertThat(alliance.ledger.claim(nonce)).isTrue();
      alliance.ledger.settle(nonce);
      alliance.clock.pass(Duration.ofMinutes(5));
      alliance.reopen();
      assertThat(alliance.ledger.claim(nonce)).isFalse();
      alliance.clock.pass(Duration.ofSeconds(70));
      alliance.reopen();
      assertThat(alliance.ledger.claim(nonce)).isFalse();
      assertThat(alliance.ledger.claim(alliance.nonce())).isTrue();
    }
  }

  @Test
  void sixty_four_that_send_the_same_get_one_answer_and_one_credit_also_after_a_restart()
      throws Exception {
    Idempotency key = Contributions.under("key", "content");
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      List<byte[]> answers = atOnce(64, i -> () -> answer(alliance, key, new byte[] {(byte) i}));
      assertThat(answers).allSatisfy(it -> assertThat(it).isEqualTo(answers.getFirst()));
      alliance.reopen();
      assertThat(atOnce(64, _ -> () -> answer(alliance, key, new byte[] {99})))
          .allSatisfy(it -> assertThat(it).isEqualTo(answers.getFirst()));

      assertThat(alliance.events(ORCHARD, Received.class)).hasSize(1);
      assertThat(alliance.standing().account().total().received()).isEqualTo(Amount.of(6));
    }
  }

  @Test
  void the_same_sent_many_times_within_one_commit_is_credited_once() throws Exception {
    Idempotency key = Contributions.under("key", "content");
    try (Alliance alliance = Alliance.in(storage, directory).agreed();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var busy = new CountDownLatch(1);
      var held =
          executor.submit(() -> alliance.ledger.change((_, _) -> after(busy), Optional.empty()));
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        byte[] mine = {(byte) i};
        answers.add(executor.submit(() -> answer(alliance, key, mine)));
      }
      // All of them wait for the writer by then.
      Thread.sleep(200);
      busy.countDown();

      assertThat(held.get()).isNotNull();
      for (Future<byte[]> one : answers) {
        assertThat(one.get()).isEqualTo(answers.getFirst().get());
      }
      assertThat(alliance.events(ORCHARD, Received.class)).hasSize(1);
    }
  }

  private static Outcome<List<Event>> after(CountDownLatch latch) {
    try {
      latch.await();
      return Outcome.passed(List.of());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] answer(Alliance alliance, Idempotency key, byte[] mine) {
    var sent = Contributions.of(alliance, ORCHARD, key, Contributions.fit(1, 11, 12));
    return switch (alliance.ledger.receive(sent)) {
      case Judged _ -> alliance.ledger.keep(ORCHARD, key, mine);
      case Answered(byte[] body) -> body;
      case Receiving other -> throw new AssertionError(other);
    };
  }

  @Test
  void of_sixty_four_that_share_the_same_record_under_keys_of_their_own_one_earns()
      throws Exception {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      List<Amount> credits =
          atOnce(
              64,
              i ->
                  () ->
                      ((Judged)
                              alliance.ledger.receive(
                                  Contributions.of(
                                      alliance,
                                      ORCHARD,
                                      Contributions.under("key " + i, "content"),
                                      Contributions.fit(1, 11, 12))))
                          .credit());

      assertThat(credits).filteredOn(Amount::isPositive).containsExactly(Amount.of(6));
    }
  }

  @Test
  void of_sixty_four_that_send_different_things_under_one_key_one_counts() throws Exception {
    try (Alliance alliance = Alliance.in(storage, directory).agreed()) {
      List<Receiving> all =
          atOnce(
              64,
              i ->
                  () ->
                      alliance.ledger.receive(
                          Contributions.of(
                              alliance,
                              ORCHARD,
                              Contributions.under("key", "content " + i),
                              Contributions.fit(i, 11, 12))));

      assertThat(all).filteredOn(Judged.class::isInstance).hasSize(1);
      assertThat(all).filteredOn(Conflicting.class::isInstance).hasSize(63);
      assertThat(alliance.standing().account().total().received()).isEqualTo(Amount.of(6));
    }
  }
}
