package dev.entente.trustledger.store;

import java.util.List;
import java.util.Optional;

/** A log in tables: whatever the database, they are read alike. */
interface Tables extends LogReader {
  /**
   * Runs a query over one of its connections.
   *
   * @throws StoreException if it cannot be run
   */
  <T> T read(Reads.Query<T> query);

  @Override
  default Optional<String> checkpoint() {
    return read(Reads::checkpoint);
  }

  @Override
  default List<Kept> entries(long from, int limit) {
    return read(reads -> reads.entries(from, limit));
  }

  @Override
  default Optional<byte[]> tile(int level, long index) {
    return read(reads -> reads.tile(level, index));
  }
}
