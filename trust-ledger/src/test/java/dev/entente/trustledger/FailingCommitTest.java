package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Contribution.Read;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Receiving.Answered;
import dev.entente.ledger.Receiving.Judged;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.FaultyStore.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Storage.class)
class FailingCommitTest {
  @Parameter Storage storage;
  @TempDir Path directory;
  private FaultyStore store;
  private Alliance alliance;

  @BeforeEach
  void agreed() {
    alliance =
        Alliance.in(
                storage,
                directory,
                it -> {
                  store = new FaultyStore(it);
                  return store;
                })
            .agreed();
  }

  @AfterEach
  void close() {
    alliance.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void after_a_commit_that_failed_everything_is_as_a_fresh_start_would_find_it(Fault fault) {
    alliance.release(0, 3);
    store.nextCommit = fault;

    assertThatThrownBy(() -> alliance.release(2, 3)).isInstanceOf(Unavailable.class);
    Recorded first = (Recorded) alliance.release(100, 1);

    boolean kept = fault == Fault.AFTER;
    assertThat(first.index()).isEqualTo(kept ? 5 : 4);
    assertThat(first.after().account().total().exposure()).isEqualTo(Amount.of(kept ? 18 : 12));
    Standing standing = alliance.standing();
    String checkpoint = alliance.ledger.checkpoint();
    alliance.reopen();
    assertThat(alliance.standing()).isEqualTo(standing);
    assertThat(alliance.ledger.checkpoint()).isEqualTo(checkpoint);
    // What the lost release would have shown costs nothing if it is in the log, else all of it.
    assertThat(((Recorded) alliance.release(3, 2)).value()).isEqualTo(Amount.of(kept ? 0 : 6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void the_memory_of_cells_is_right_without_a_restart_too(Fault fault) {
    store.nextCommit = fault;
    assertThatThrownBy(() -> alliance.release(0, 3)).isInstanceOf(Unavailable.class);

    Recorded again = (Recorded) alliance.release(0, 3);

    assertThat(again.value()).isEqualTo(Amount.of(fault == Fault.AFTER ? 0 : 9));
    assertThat(again.after().account().total().exposure()).isEqualTo(Amount.of(9));
  }

  @Test
  void many_failures_one_after_the_other_lose_nothing_that_was_durable() {
    long lost = 0;
    for (int i = 0; i < 60; i++) {
      store.nextCommit = List.of(Fault.NONE, Fault.BEFORE, Fault.AFTER).get(i % 3);
      try {
        alliance.release(i, 1);
      } catch (Unavailable e) {
        lost += i % 3 == 1 ? 1 : 0;
      }
    }
    assertThat(alliance.release(0, 0)).isInstanceOf(Recorded.class);
    assertThat(alliance.standing().account().total().exposure())
        .isEqualTo(Amount.of(3 * (60 - lost)));
  }

  @Test
  void a_store_that_does_not_give_back_what_is_durable_stops_the_ledger_and_says_why() {
    store.nextCommit = Fault.BEFORE;
    store.unreadable = true;
    assertThatThrownBy(() -> alliance.release(0, 1)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> alliance.release(0, 1)).isInstanceOf(Unavailable.class);

    store.unreadable = false;
    assertThatThrownBy(() -> alliance.release(0, 1))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("the disk is gone");
    assertThatThrownBy(() -> alliance.ledger.claim(alliance.nonce()))
        .isInstanceOf(Unavailable.class);
    assertThat(alliance.ledger.refusal())
        .hasValueSatisfying(it -> assertThat(it).contains("the disk is gone"));
    assertThat(alliance.ledger.entries(ORCHARD, 0, 10)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void a_contribution_whose_commit_failed_is_credited_once_when_it_is_sent_again(Fault fault) {
    Idempotency key = Contributions.under("key", "content");
    alliance.release(0, 5);
    store.nextCommit = fault;
    assertThatThrownBy(() -> receive(key, 1)).isInstanceOf(Unavailable.class);

    Judged judged = (Judged) receive(key, 1);
    alliance.reopen();

    assertThat(receive(key, 1)).usingRecursiveComparison().isEqualTo(judged);
    assertThat(judged.index()).isEqualTo(4);
    assertThat(judged.credit()).isEqualTo(Amount.of(6));
    assertThat(judged.view()).asString().isEqualTo("9");
    assertThat(alliance.events(ORCHARD, Received.class)).hasSize(1);
    assertThat(alliance.standing().account().total().exposure()).isEqualTo(Amount.of(9));
    assertThat(((Judged) receive(Contributions.under("next", "it"), 1, 2)).credit())
        .isEqualTo(Amount.of(6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void an_answer_whose_keeping_failed_is_the_answer_only_if_it_is_there(Fault fault) {
    Idempotency key = Contributions.under("key", "content");
    receive(key, 1);
    store.nextCommit = fault;
    assertThatThrownBy(() -> alliance.ledger.keep(ORCHARD, key, new byte[] {1}))
        .isInstanceOf(Unavailable.class);
    alliance.reopen();

    byte[] kept = alliance.ledger.keep(ORCHARD, key, new byte[] {2});

    assertThat(kept).containsExactly(fault == Fault.AFTER ? 1 : 2);
    assertThat(((Answered) receive(key, 1)).body()).isEqualTo(kept);
    assertThat(alliance.events(ORCHARD, Received.class)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void a_turn_of_the_day_that_failed_is_taken_once_before_anything_else(Fault fault) {
    alliance.release(0, 5);
    alliance.clock.pass(Duration.ofDays(61));
    store.nextCommit = fault;
    assertThatThrownBy(() -> alliance.release(0, 1)).isInstanceOf(Unavailable.class);
    alliance.reopen();

    Recorded recorded = (Recorded) alliance.release(0, 1);

    assertThat(recorded.index()).isEqualTo(6);
    assertThat(alliance.events(ORCHARD, RoundClosed.class)).hasSize(2);
  }

  @Test
  void contributions_of_a_commit_that_failed_leave_no_trace_in_the_memory_of_what_was_shared() {
    alliance.release(0, 3);
    store.nextCommit = Fault.BEFORE;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Idempotency key = Contributions.under("lost " + i, "content");
        executor.execute(() -> receive(key, 1));
      }
    }
    // Those of the commit that failed are lost; of all others the first one earned.
    Amount earned = alliance.standing().account().total().received();
    receive(Contributions.under("again", "content"), 1);

    assertThat(alliance.standing().account().total().received()).isEqualTo(Amount.of(6));
    assertThat(earned).isIn(Amount.ZERO, Amount.of(6));
  }

  @Test
  void what_cannot_be_looked_up_is_told_and_not_judged() {
    store.unreadable = true;
    assertThatThrownBy(() -> receive(Contributions.under("key", "content"), 1))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("the disk is gone");
    store.unreadable = false;

    assertThat(receive(Contributions.under("key", "content"), 1)).isInstanceOf(Judged.class);
  }

  /** Records of campaign and spend, each worth 6. */
  private Receiving receive(Idempotency key, long... records) {
    return alliance.ledger.receive(
        Contributions.of(
            alliance,
            ORCHARD,
            key,
            LongStream.of(records)
                .mapToObj(record -> Contributions.fit(record, 11, 12))
                .toArray(Read[]::new)));
  }

  @Test
  void steps_that_record_nothing_and_spend_no_nonce_need_no_commit() {
    int before = store.commits.get();
    alliance.ledger.change((_, _) -> Outcome.passed(List.of()), Optional.empty());
    assertThat(store.commits.get()).isEqualTo(before);
    Recording free = alliance.release(0, 0);
    assertThat(free).isInstanceOf(Recorded.class);
    assertThat(store.commits.get()).isEqualTo(before + 1);
  }
}
