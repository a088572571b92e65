package dev.entente.trustledger.audit;

import dev.entente.ledger.Entry;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.Salt;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.TreeHash;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Someone who has the log's key and writes another history with it. */
final class Forger {
  final List<Kept> entries;

  private Forger(List<Kept> entries) {
    this.entries = new ArrayList<>(entries);
  }

  static Forger of(Path state) {
    try (SqliteLog log = SqliteLog.open(state.resolve(SqliteStore.FILE))) {
      return new Forger(log.entries(0, 10_000));
    }
  }

  Entry at(int index) {
    return EntryJson.read(entries.get(index).bytes());
  }

  Forger bytes(int index, byte[] bytes) {
    Kept old = entries.get(index);
    entries.set(index, new Kept(old.index(), old.party(), bytes, old.memory()));
    return this;
  }

  Forger event(int index, UnaryOperator<Event> change) {
    Entry entry = at(index);
    Event event = change.apply(entry.event());
    Kept old = entries.get(index);
    entries.set(
        index,
        new Kept(
            old.index(),
            event.party(),
            EntryJson.write(new Entry(entry.time(), entry.salt(), event)),
            old.memory()));
    return this;
  }

  Forger time(int index, Instant time) {
    Entry entry = at(index);
    return bytes(index, EntryJson.write(new Entry(time, entry.salt(), entry.event())));
  }

  /** Where the nth event of a kind stands, from 0. */
  int index(Predicate<Event> kind, int nth) {
    int left = nth;
    for (int i = 0; i < entries.size(); i++) {
      if (kind.test(at(i).event()) && left-- == 0) {
        return i;
      }
    }
    throw new AssertionError("there is no such event");
  }

  /** Puts an event in at the time of the entry before it. */
  Forger insert(int index, Function<Instant, Event> make) {
    Instant time = at(index - 1).time();
    Event event = make.apply(time);
    byte[] bytes = EntryJson.write(new Entry(time, Salt.fresh(), event));
    entries.add(index, new Kept(index, event.party(), bytes, new byte[0]));
    return this;
  }

  /** Takes an entry out, and moves those after it. */
  Forger without(int index) {
    entries.remove(index);
    return this;
  }

  /** Corrects the exposure of all releases after this one by so much. */
  Forger exposuresFrom(int index, Amount more) {
    for (int i = index; i < entries.size(); i++) {
      if (at(i).event() instanceof Disclosed) {
        event(
            i,
            it ->
                Releases.of((Disclosed) it)
                    .exposure(((Disclosed) it).exposure().plus(more))
                    .done());
      }
    }
    return this;
  }

  /** Writes it all, with its tiles and a checkpoint signed by the log's own key. */
  Path sign(Path state) {
    try (StateLock lock = StateLock.acquire(state);
        SqliteStore store = SqliteStore.open(lock)) {
      Growth growth = Frontier.EMPTY.grow();
      List<Kept> placed = new ArrayList<>();
      for (Kept kept : entries) {
        long index = growth.append(TreeHash.leaf(kept.bytes()));
        placed.add(new Kept(index, kept.party(), kept.bytes(), kept.memory()));
      }
      var key = Alliance.LOG.log(Alliance.ORIGIN);
      String note =
          new dev.entente.trustledger.checkpoint.Checkpoint(
                  key.publicKey().name(), growth.size(), growth.root())
              .sign(key.publicKey(), key.signer())
              .toString();
      store.begin(Instant.EPOCH, Optional.empty());
      store.commit(
          new Commit(
              placed,
              growth.changedTiles().stream().filter(it -> it.tile().isFull()).toList(),
              List.of(),
              List.of(),
              Optional.of(note)));
    }
    return state.resolve(SqliteStore.FILE);
  }
}
