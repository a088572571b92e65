package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ACCOUNTS;
import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.differencing.Past.Objection;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.ledger.Recording.TooFine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregates in the ledger: the terms let three of them tell something new. */
class AggregatesTest {
  @TempDir private Path directory;
  private Alliance alliance;

  @AfterEach
  void close() {
    alliance.close();
  }

  private Recording ask(int from, int to) {
    return alliance.ledger.disclose(alliance.aggregate(5, 3, set(from, to)));
  }

  @Test
  void whatWasToldIsKnownAfterARestart() {
    alliance = Alliance.in(directory).agreed();
    assertThat(ask(0, 20)).isInstanceOf(Recorded.class);
    alliance.reopen();
    assertThat(ask(0, 21)).isEqualTo(new TooFine(Objection.TOO_FINE));
    assertThat(ask(0, 20)).isInstanceOf(Recorded.class);
    assertThat(alliance.standing().aggregates(ACCOUNTS).answers()).isEqualTo(1);
  }

  @Test
  void theSameIsFreeAndAnotherIsNotAndNoGroupIsTakenForARecord() {
    alliance = Alliance.in(directory).agreed();
    assertThat(((Recorded) ask(0, 20)).value()).hasToString("0.2");
    assertThat(((Recorded) ask(0, 20)).value()).hasToString("0");
    assertThat(((Recorded) ask(0, 30)).value()).hasToString("0.2");
    assertThat(alliance.ledger.known(ORCHARD)).isEmpty();
    alliance.reopen();
    assertThat(((Recorded) ask(0, 30)).value()).hasToString("0");
    assertThat(alliance.ledger.known(ORCHARD)).isEmpty();
  }

  @Test
  void theBudgetHoldsAcrossARestart() {
    alliance = Alliance.in(directory).agreed();
    ask(0, 20);
    ask(0, 30);
    ask(0, 40);
    alliance.reopen();
    assertThat(ask(0, 50)).isEqualTo(new TooFine(Objection.SPENT));
    assertThat(ask(0, 30)).isInstanceOf(Recorded.class);
  }

  @Test
  void groupsAreReleasedAllOrNone() {
    alliance = Alliance.in(directory).agreed(ORCHARD, 1, "");
    Disclosure six =
        alliance.aggregate(
            5, 3, set(0, 9), set(10, 19), set(20, 29), set(30, 39), set(40, 49), set(50, 59));
    assertThat(alliance.ledger.disclose(six)).isInstanceOf(Exhausted.class);
    Disclosure five =
        alliance.aggregate(5, 3, set(0, 9), set(10, 19), set(20, 29), set(30, 39), set(40, 49));
    assertThat(alliance.ledger.disclose(five))
        .isInstanceOfSatisfying(
            Recorded.class, it -> assertThat(it.value()).as("nothing was seen").hasToString("1"));
  }

  /** Each of them differs from each other one by one record. */
  @Test
  void ofManyThatAreFineAloneAndNotTogetherOneIsRecordedIfTheyComeAtOnce() throws Exception {
    alliance = Alliance.in(directory).agreed();
    List<Callable<Recording>> all = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      Disclosure one = alliance.aggregate(5, 3, set(0, 40 + i % 4));
      all.add(() -> alliance.ledger.disclose(one));
    }
    List<Recording> recordings = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var recording : threads.invokeAll(all)) {
        recordings.add(recording.get());
      }
    }
    assertThat(recordings).filteredOn(Recorded.class::isInstance).hasSize(8);
    assertThat(recordings)
        .filteredOn(it -> !(it instanceof Recorded))
        .hasSize(24)
        .containsOnly(new TooFine(Objection.TOO_FINE));
  }
}
