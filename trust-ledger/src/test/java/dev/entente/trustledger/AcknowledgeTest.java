package dev.entente.trustledger;

import static dev.entente.ledger.Acknowledging.Fate.ACKNOWLEDGED;
import static dev.entente.ledger.Acknowledging.Fate.DUPLICATE;
import static dev.entente.ledger.Acknowledging.Fate.REVOKED;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.ledger.Acknowledgement;
import dev.entente.ledger.Acknowledging.Fate;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.operator.Command;
import dev.entente.problem.Unavailable;
import dev.entente.trustledger.FaultyStore.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcknowledgeTest {
  @TempDir Path directory;
  private FaultyStore store;
  private Alliance alliance;

  @BeforeEach
  void agreed() {
    alliance =
        Alliance.in(
                Storage.SQLITE,
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

  @Test
  void what_was_acknowledged_is_so_after_a_start_too() {
    List<Acknowledgement> signed = signed(3);
    assertThat(take(signed.get(2), signed.get(0))).containsExactly(ACKNOWLEDGED, ACKNOWLEDGED);
    var standing = alliance.standing();

    alliance.reopen();

    assertThat(alliance.standing()).isEqualTo(standing);
    assertThat(standing.outstanding().count()).isEqualTo(1);
    assertThat(standing.outstanding().contains(signed.get(1).receipt().index())).isTrue();
    assertThat(take(signed.toArray(Acknowledgement[]::new)))
        .containsExactly(DUPLICATE, ACKNOWLEDGED, DUPLICATE);
  }

  /** Its client sends it again, whether or not it was kept. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BEFORE", "AFTER"})
  void what_was_lost_is_sent_again_and_counts_once(Fault fault) {
    Acknowledgement signed = signed(1).getFirst();
    store.nextCommit = fault;
    assertThatThrownBy(() -> take(signed)).isInstanceOf(Unavailable.class);

    assertThat(take(signed)).containsExactly(fault == Fault.AFTER ? DUPLICATE : ACKNOWLEDGED);
    assertThat(alliance.events(ORCHARD, Acknowledged.class)).hasSize(1);
    assertThat(alliance.standing().outstanding().count()).isZero();
  }

  /** A draft that is dropped takes the releases in it along. */
  @Test
  void what_a_failed_commit_released_does_not_wait() {
    signed(70);
    store.nextCommit = Fault.BEFORE;
    assertThatThrownBy(() -> signed(1)).isInstanceOf(Unavailable.class);
    List<Acknowledgement> next = signed(1);

    assertThat(alliance.standing().outstanding().count()).isEqualTo(71);
    assertThat(take(next.getFirst())).containsExactly(ACKNOWLEDGED);
    var standing = alliance.standing();
    alliance.reopen();
    assertThat(alliance.standing()).isEqualTo(standing);
  }

  @Test
  void many_at_once_each_count_once() throws Exception {
    Acknowledgement[] signed = signed(40).toArray(Acknowledgement[]::new);
    List<Fate> fates = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Fate>>> taken =
          IntStream.range(0, 16).mapToObj(_ -> executor.submit(() -> take(signed))).toList();
      for (Future<List<Fate>> one : taken) {
        fates.addAll(one.get());
      }
    }
    assertThat(fates.stream().filter(ACKNOWLEDGED::equals)).hasSize(40);
    assertThat(fates.stream().filter(DUPLICATE::equals)).hasSize(600);
    assertThat(
            alliance.events(ORCHARD, Acknowledged.class).stream()
                .mapToInt(it -> it.entries().size())
                .sum())
        .isEqualTo(40);
  }

  @Test
  void a_key_that_was_revoked_meanwhile_signs_for_nothing() {
    Acknowledgement signed = signed(1).getFirst();
    alliance.governed();
    alliance.record(
        alliance.people.ordered(People.ANA, new Command.Revoke(ORCHARD, Alliance.PARTNER.id())));
    assertThat(take(signed)).containsExactly(REVOKED);
    assertThat(alliance.standing().outstanding().count()).isEqualTo(1);
  }

  private List<Fate> take(Acknowledgement... signed) {
    return Acknowledgements.take(alliance, signed);
  }

  private List<Acknowledgement> signed(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Acknowledgements.of(Acknowledgements.receipt(alliance, i)))
        .toList();
  }
}
