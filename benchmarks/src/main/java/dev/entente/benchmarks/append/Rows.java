package dev.entente.benchmarks.append;

import dev.entente.agreement.AgreementId;
import dev.entente.trustledger.store.Commit;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bare entries of 400 bytes, so many in a commit. */
final class Rows {
  static final int BYTES = 400;

  private static final Optional<AgreementId> PARTY = Optional.of(new AgreementId("partner"));
  private static final byte[] NO_MEMORY = {};

  private Rows() {}

  /** Commits to the store; gives how many entries a second were durable. */
  static double inStore(Store store, int together, long nanos) {
    long next = store.begin(Instant.now(), Optional.empty()).size();
    store.giveUp();
    long first = next;
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      List<Kept> rows = new ArrayList<>(together);
      for (int i = 0; i < together; i++) {
        rows.add(new Kept(next++, PARTY, new byte[BYTES], NO_MEMORY));
      }
      store.begin(Instant.now(), Optional.empty());
      store.commit(new Commit(rows, List.of(), List.of(), List.of(), Optional.of("note")));
    }
    return (next - first) * 1e9 / (System.nanoTime() - start);
  }

  /** The same bytes in a file that has its size already. */
  static double inFile(Path file, int bytes, int together, long nanos) throws IOException {
    int size = 256 << 20;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      for (int at = 0; at < size; at += 1 << 20) {
        channel.write(ByteBuffer.allocate(1 << 20), at);
      }
      channel.force(true);
      long rows = 0;
      long at = 0;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        channel.write(ByteBuffer.allocate(bytes * together), at);
        channel.force(false);
        at = (at + (long) bytes * together) % (size - (long) bytes * together);
        rows += together;
      }
      return rows * 1e9 / (System.nanoTime() - start);
    }
  }
}
