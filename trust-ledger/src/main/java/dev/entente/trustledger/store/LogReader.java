package dev.entente.trustledger.store;

import dev.entente.ledger.CellMemory;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * The log as it is kept, for reading beside whoever writes. What is read is durable. Thread-safe;
 * blocks. Every method throws {@link StoreException} if it cannot be read.
 */
public interface LogReader extends AutoCloseable {
  /** The newest checkpoint, a signed note; empty before the first entry. */
  Optional<String> checkpoint();

  /**
   * Entries in the order of their indexes.
   *
   * @param from the index to start at
   * @param limit how many at most
   */
  List<Kept> entries(long from, int limit);

  /** The 8 KiB of a full tile; empty if it is not full yet. */
  Optional<byte[]> tile(int level, long index);

  /** The hash of what the memory of cells gained by an entry; empty for nothing. */
  default Optional<Sha256> memory(Kept kept) {
    return CellMemory.hash(kept.memory());
  }

  @Override
  void close();
}
