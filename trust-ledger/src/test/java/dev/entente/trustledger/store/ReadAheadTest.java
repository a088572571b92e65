package dev.entente.trustledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final int ENTRIES = 1_000;

  /** Entries of one size, that are no entries otherwise. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Log(byte[] gained, AtomicInteger reads) implements LogReader {
    Log(int size) {
      this(new byte[size], new AtomicInteger());
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }

    @Override
    public List<Kept> entries(long from, int limit) {
      reads.incrementAndGet();
      return LongStream.range(from, from + limit)
          .mapToObj(index -> new Kept(index, Optional.empty(), new byte[0], gained))
          .toList();
    }

    @Override
    public Optional<byte[]> tile(int level, long index) {
      return Optional.empty();
    }

    @Override
    public Optional<Sha256> memory(Kept kept) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private static List<Long> all(ReadAhead ahead) {
    List<Long> indexes = new ArrayList<>();
    while (indexes.size() < ENTRIES) {
      ahead.take().forEach(read -> indexes.add(read.kept().index()));
    }
    return indexes;
  }

  private static void reads(Log log, int count) throws InterruptedException {
    Awaitility.await().until(() -> log.reads().get() >= count);
    Thread.sleep(50); // a read too many would follow at once
    assertThat(log.reads()).hasValue(count);
  }

  @Test
  void whereEntriesAreSmallAFewChunksAreRead() throws InterruptedException {
    var log = new Log(100);
    try (var ahead = new ReadAhead(log, 0, ENTRIES)) {
      reads(log, 32);
      assertThat(all(ahead)).isEqualTo(LongStream.range(0, ENTRIES).boxed().toList());
    }
  }

  @Test
  void whereTheyAreLargeFewerAre() throws InterruptedException {
    var log = new Log(1 << 20);
    try (var ahead = new ReadAhead(log, 0, ENTRIES)) {
      reads(log, 3); // two that fill the room, and one that waits for it
      ahead.take();
      reads(log, 4);
    }
  }

  @Test
  void aChunkThatIsLargerThanTheRoomHasItAlone() {
    var log = new Log(4 << 20);
    try (var ahead = new ReadAhead(log, 0, ENTRIES)) {
      assertThat(all(ahead)).isEqualTo(LongStream.range(0, ENTRIES).boxed().toList());
    }
  }
}
