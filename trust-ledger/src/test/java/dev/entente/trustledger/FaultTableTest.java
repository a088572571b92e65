package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.FaultyStore.Fault;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every write of the append path fails once without being there and once although it is; after each
 * the ledger is opened again, audited, and held against what its callers were told.
 */
class FaultTableTest {
  @TempDir Path directory;

  /** A write, and a step that makes it. */
  enum Write {
    ENTRY("entry", "INSERT"),
    TILE("tile", "INSERT"),
    NONCE("spent", "INSERT"),
    CHECKPOINT("checkpoint", "INSERT"),
    CONTRIBUTION("contribution", "INSERT"),
    ANSWER("contribution", "UPDATE");

    final String table;
    final String change;

    Write(String table, String change) {
      this.table = table;
      this.change = change;
    }

    void step(Alliance alliance) {
      switch (this) {
        case ENTRY, CHECKPOINT -> release(alliance);
        case TILE -> releases(alliance);
        case NONCE -> settle(alliance);
        case CONTRIBUTION -> contribute(alliance);
        case ANSWER -> keep(alliance);
      }
    }

    /** Where the write goes in the database of several. */
    String shared() {
      return this == CHECKPOINT ? "head" : table;
    }

    String sharedChange() {
      return this == CHECKPOINT ? "UPDATE" : change;
    }
  }

  private static void release(Alliance alliance) {
    alliance.release(1_000, 1);
  }

  /** Enough for a tile, less those that are there. */
  private static void releases(Alliance alliance) {
    for (int i = 0; i < 256; i++) {
      alliance.release(0, 1);
    }
  }

  private static void settle(Alliance alliance) {
    alliance.ledger.settle(alliance.nonce());
  }

  private static void contribute(Alliance alliance) {
    alliance.ledger.receive(
        Contributions.of(
            alliance,
            ORCHARD,
            Contributions.under("fresh", "content"),
            Contributions.fit(9, 11, 12)));
  }

  private static void keep(Alliance alliance) {
    alliance.ledger.keep(ORCHARD, Contributions.under("key", "content"), new byte[] {7});
  }

  static Stream<Arguments> table() {
    return Stream.of(Storage.values())
        .flatMap(
            storage ->
                Stream.of(Write.values())
                    .flatMap(
                        write ->
                            Stream.of(Fault.BEFORE, Fault.AFTER)
                                .map(fault -> Arguments.of(storage, write, fault))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("table")
  void after_a_write_that_failed_the_ledger_holds_what_its_callers_hold(
      Storage storage, Write write, Fault fault) {
    FaultyStore[] store = new FaultyStore[1];
    try (Alliance alliance =
        Alliance.in(storage, directory, it -> store[0] = new FaultyStore(it)).agreed()) {
      List<Recorded> told = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        told.add((Recorded) alliance.release(i, 1));
      }
      Idempotency key = Contributions.under("key", "content");
      var contributed =
          (Receiving.Judged)
              alliance.ledger.receive(
                  Contributions.of(alliance, ORCHARD, key, Contributions.fit(1, 11, 12)));

      fail(alliance, store[0], storage, write, fault);

      alliance.reopen();
      told.add((Recorded) alliance.release(2_000, 1));
      for (Recorded one : told) {
        byte[] bytes = alliance.ledger.entries(ORCHARD, one.index(), 1).getFirst().bytes();
        assertThat(Sha256.ofBytes(TreeHash.leaf(bytes).toBytes())).isEqualTo(one.leaf());
        assertThat(EntryJson.read(bytes).event()).isInstanceOf(Disclosed.class);
      }
      byte[] entry = alliance.ledger.entries(ORCHARD, contributed.index(), 1).getFirst().bytes();
      assertThat(EntryJson.read(entry).event()).isInstanceOf(Received.class);
      byte[] answer = alliance.ledger.keep(ORCHARD, key, new byte[] {8});
      assertThat(answer)
          .containsExactly(write == Write.ANSWER && fault == Fault.AFTER ? (byte) 7 : (byte) 8);
      assertThat(alliance.ledger.keep(ORCHARD, key, new byte[] {9})).isEqualTo(answer);
      assertThat(audit(storage).findings()).isEmpty();
    }
  }

  private void fail(
      Alliance alliance, FaultyStore store, Storage storage, Write write, Fault fault) {
    if (fault == Fault.AFTER) {
      if (write == Write.TILE) {
        untilNextFills(alliance);
      }
      store.nextCommit = fault;
      assertThatThrownBy(() -> once(alliance, write)).isInstanceOf(Unavailable.class);
      return;
    }
    storage.refuse(name(), write, true);
    assertThatThrownBy(() -> write.step(alliance)).isInstanceOf(Unavailable.class);
    storage.refuse(name(), write, false);
  }

  private static void once(Alliance alliance, Write write) {
    if (write == Write.TILE) {
      alliance.release(0, 1);
    } else {
      write.step(alliance);
    }
  }

  /** Until one more entry fills the first tile. */
  private static void untilNextFills(Alliance alliance) {
    while (size(alliance) < 255) {
      alliance.release(0, 1);
    }
  }

  private static long size(Alliance alliance) {
    return Long.parseLong(alliance.ledger.checkpoint().lines().skip(1).findFirst().orElseThrow());
  }

  private String name() {
    return directory.resolve("state").toString();
  }

  private AuditReport audit(Storage storage) {
    try (LogReader log = storage.read(name())) {
      return Audit.of(
          log,
          Alliance.LOG.log(Alliance.ORIGIN).publicKey(),
          KeyPair25519::verify,
          Set.of(Alliance.GATEWAY.id()),
          List.of(),
          Progress.NONE);
    }
  }
}
