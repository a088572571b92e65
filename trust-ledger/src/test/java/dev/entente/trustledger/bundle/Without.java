package dev.entente.trustledger.bundle;

import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import java.util.List;
import java.util.Optional;

/** A log from which one entry was taken. */
record Without(LogReader log, long index) implements LogReader {
  @Override
  public Optional<String> checkpoint() {
    return log.checkpoint();
  }

  @Override
  public List<Kept> entries(long from, int limit) {
    return log.entries(from, limit).stream().filter(it -> it.index() != index).toList();
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return log.tile(level, index);
  }

  @Override
  public void close() {
    log.close();
  }
}
