package dev.entente.agreement;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The releases whose receipts the partner has not acknowledged: the index of each entry and its
 * time in whole seconds, 16 bytes together. Immutable. One more copies the last 64 of them at most,
 * so a release costs the same however many wait.
 */
public final class Outstanding {
  /** How long a receipt may wait before it stands in the way of a raise. */
  public static final Duration IN_TIME = Duration.ofHours(24);

  public static final Outstanding NONE = new Outstanding(new long[0][], new long[0]);

  /** An index and a time, one after the other. */
  private static final int LARGEST = 2 * 64;

  private final long[][] full;
  private final long[] last;
  private final int count;

  private Outstanding(long[][] full, long[] last) {
    this.full = full;
    this.last = last;
    this.count = Stream.of(full).mapToInt(it -> it.length / 2).sum() + last.length / 2;
  }

  private Outstanding(long[][] full, long[] last, int count) {
    this.full = full;
    this.last = last;
    this.count = count;
  }

  /** With the release of an entry that is newer than all of them. */
  Outstanding with(long index, Instant when) {
    boolean isFull = last.length == LARGEST;
    long[][] before = isFull ? Arrays.copyOf(full, full.length + 1) : full;
    if (isFull) {
      before[full.length] = last;
    }
    long[] after = isFull ? new long[2] : Arrays.copyOf(last, last.length + 2);
    after[after.length - 2] = index;
    after[after.length - 1] = when.getEpochSecond();
    return new Outstanding(before, after, count + 1);
  }

  /** Without the releases of these entries. */
  Outstanding without(NavigableSet<Long> indexes) {
    long[][] fewer =
        Stream.of(full)
            .map(chunk -> without(indexes, chunk))
            .filter(chunk -> chunk.length > 0)
            .toArray(long[][]::new);
    return new Outstanding(fewer, without(indexes, last));
  }

  private static long[] without(NavigableSet<Long> indexes, long[] chunk) {
    if (chunk.length == 0
        || indexes.subSet(chunk[0], true, chunk[chunk.length - 2], true).isEmpty()) {
      return chunk;
    }
    return IntStream.range(0, chunk.length)
        .filter(i -> !indexes.contains(chunk[i & ~1]))
        .mapToLong(i -> chunk[i])
        .toArray();
  }

  /** Whether the release of that entry waits for its acknowledgement. */
  public boolean contains(long index) {
    int low = 0;
    int high = full.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (full[middle][full[middle].length - 2] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    long[] chunk = low < full.length ? full[low] : last;
    return IntStream.range(0, chunk.length / 2).anyMatch(i -> chunk[2 * i] == index);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The entries of the first of them. */
  public List<Long> first(int most) {
    return chunks()
        .flatMapToLong(chunk -> IntStream.range(0, chunk.length / 2).mapToLong(i -> chunk[2 * i]))
        .limit(most)
        .boxed()
        .toList();
  }

  /** The time of the oldest; empty if there is none. */
  public Optional<Instant> oldest() {
    LongSummaryStatistics times = times().summaryStatistics();
    return times.getCount() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(times.getMin()));
  }

  /** How many have waited for longer than {@link #IN_TIME}. */
  public int overdue(Instant now) {
    Instant latest = now.minus(IN_TIME);
    long first = latest.getEpochSecond() + (latest.getNano() > 0 ? 1 : 0);
    return Math.toIntExact(times().filter(time -> time < first).count());
  }

  /** Clocks are put back too, so the times need not ascend. */
  private LongStream times() {
    return chunks()
        .flatMapToLong(
            chunk -> IntStream.range(0, chunk.length / 2).mapToLong(i -> chunk[2 * i + 1]));
  }

  private Stream<long[]> chunks() {
    return Stream.concat(Stream.of(full), Stream.of(last));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outstanding that
        && count == that.count
        && Arrays.equals(
            chunks().flatMapToLong(Arrays::stream).toArray(),
            that.chunks().flatMapToLong(Arrays::stream).toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(chunks().flatMapToLong(Arrays::stream).toArray());
  }

  @Override
  public String toString() {
    return count + " unacknowledged";
  }
}
