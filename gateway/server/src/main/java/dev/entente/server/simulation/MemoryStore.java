package dev.entente.server.simulation;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Answer;
import dev.entente.trustledger.store.Begun;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.Sent;
import dev.entente.trustledger.store.Spent;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.tlog.HashTile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A store that survives nothing: it is gone with the object. */
final class MemoryStore implements Store {
  private record Place(int level, long index) {}

  private record Key(AgreementId agreement, Sha256 key) {}

  private final List<Kept> entries = new ArrayList<>();
  private final Map<Place, HashTile> tiles = new HashMap<>();
  private final Map<Key, Sent> sent = new HashMap<>();
  private final Map<Key, Answer> answers = new HashMap<>();
  private Optional<String> checkpoint = Optional.empty();

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public synchronized Begun begin(Instant now, Optional<Spent> spent) {
    return new Begun(entries.size(), Instant.MIN, Set.of());
  }

  @Override
  public void giveUp() {}

  @Override
  public synchronized void commit(Commit commit) {
    entries.addAll(commit.entries());
    for (HashTile tile : commit.tiles()) {
      tiles.put(new Place(tile.tile().level(), tile.tile().index()), tile);
    }
    for (Sent one : commit.sent()) {
      sent.put(new Key(one.agreement(), one.idempotency().key()), one);
    }
    for (Answer one : commit.answers()) {
      if (sent(one.agreement(), one.idempotency()).isPresent()) {
        answers.putIfAbsent(new Key(one.agreement(), one.idempotency().key()), one);
      }
    }
    checkpoint = commit.checkpoint().or(() -> checkpoint);
  }

  @Override
  public synchronized Optional<String> checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized List<Kept> entries(long from, int limit) {
    return entries.stream().skip(from).limit(limit).toList();
  }

  @Override
  public synchronized List<Stored> entries(
      AgreementId agreement, long from, long below, int limit) {
    return entries.stream()
        .skip(from)
        .takeWhile(kept -> kept.index() < below)
        .filter(kept -> kept.party().equals(Optional.of(agreement)))
        .limit(limit)
        .map(kept -> new Stored(kept.index(), kept.bytes()))
        .toList();
  }

  @Override
  public synchronized List<Stored> newest(AgreementId agreement, long below, int limit) {
    return entries.reversed().stream()
        .filter(kept -> kept.index() < below && kept.party().equals(Optional.of(agreement)))
        .limit(limit)
        .map(kept -> new Stored(kept.index(), kept.bytes()))
        .toList();
  }

  @Override
  public synchronized Optional<byte[]> entry(AgreementId agreement, long index) {
    return entries(agreement, index, index + 1, 1).stream().findFirst().map(Stored::bytes);
  }

  @Override
  public synchronized Optional<byte[]> tile(int level, long index) {
    return Optional.ofNullable(tiles.get(new Place(level, index))).map(HashTile::toBytes);
  }

  @Override
  public synchronized Optional<Sha256> content(AgreementId agreement, Sha256 key) {
    return Optional.ofNullable(sent.get(new Key(agreement, key)))
        .map(one -> one.idempotency().content());
  }

  @Override
  public synchronized Optional<Sent> sent(AgreementId agreement, Idempotency idempotency) {
    return Optional.ofNullable(sent.get(new Key(agreement, idempotency.key())))
        .filter(one -> one.idempotency().equals(idempotency));
  }

  @Override
  public synchronized Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency) {
    return Optional.ofNullable(answers.get(new Key(agreement, idempotency.key())))
        .filter(one -> one.idempotency().equals(idempotency))
        .map(Answer::body);
  }

  /** None: nobody starts from this store again. */
  @Override
  public void spent(Consumer<Spent> each) {}

  @Override
  public void close() {}
}
