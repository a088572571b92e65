package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Begun;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.Sent;
import dev.entente.trustledger.store.Spent;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A store that fails when it is told to: before a commit took effect, or after. */
final class FaultyStore implements Store {
  enum Fault {
    NONE,
    BEFORE,
    AFTER
  }

  private final Store store;
  volatile Fault nextCommit = Fault.NONE;
  volatile boolean unreadable;
  final AtomicInteger commits = new AtomicInteger();

  FaultyStore(Store store) {
    this.store = store;
  }

  @Override
  public void commit(Commit commit) {
    Fault fault = nextCommit;
    nextCommit = Fault.NONE;
    commits.incrementAndGet();
    if (fault == Fault.BEFORE) {
      throw new StoreException("the disk is full");
    }
    store.commit(commit);
    if (fault == Fault.AFTER) {
      throw new StoreException("the disk does not answer");
    }
  }

  @Override
  public boolean isShared() {
    return store.isShared();
  }

  @Override
  public Begun begin(Instant now, Optional<Spent> spent) {
    return store.begin(now, spent);
  }

  @Override
  public void giveUp() {
    store.giveUp();
  }

  @Override
  public Optional<String> checkpoint() {
    if (unreadable) {
      throw new StoreException("the disk is gone");
    }
    return store.checkpoint();
  }

  @Override
  public List<Kept> entries(long from, int limit) {
    return store.entries(from, limit);
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return store.tile(level, index);
  }

  @Override
  public List<Stored> entries(AgreementId agreement, long from, long below, int limit) {
    return store.entries(agreement, from, below, limit);
  }

  @Override
  public List<Stored> newest(AgreementId agreement, long below, int limit) {
    return store.newest(agreement, below, limit);
  }

  @Override
  public Optional<byte[]> entry(AgreementId agreement, long index) {
    return store.entry(agreement, index);
  }

  @Override
  public Optional<Sha256> content(AgreementId agreement, Sha256 key) {
    if (unreadable) {
      throw new StoreException("the disk is gone");
    }
    return store.content(agreement, key);
  }

  @Override
  public Optional<Sent> sent(AgreementId agreement, Idempotency idempotency) {
    return store.sent(agreement, idempotency);
  }

  @Override
  public Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency) {
    return store.answer(agreement, idempotency);
  }

  @Override
  public void spent(Consumer<Spent> each) {
    store.spent(each);
  }

  @Override
  public void close() {
    store.close();
  }
}
