package dev.entente.differencing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A trace of a set of records: how many they are, and sums of their marks in buckets. Traces add up
 * as the sets do, so what is left when some are taken from others shows, without the records. Where
 * the marks are sums of nothing the sets are the same; each record that is left shows in one bucket
 * at most. Immutable.
 */
public final class Sketch {
  private static final int FEWEST_BUCKETS = 64;
  private static final int MOST_BUCKETS = 256;

  final int count;
  final int[] sums;

  private Sketch(int count, int[] sums) {
    this.count = count;
    this.sums = sums;
  }

  /** How many buckets tell k records apart: a power of two, at least twice as many. */
  public static int buckets(int k) {
    return Math.max(FEWEST_BUCKETS, 2 * Integer.highestOneBit(2 * k - 1));
  }

  /** A set that records are added to. Not thread-safe. */
  public static final class Growing {
    private final int[] sums;
    private int count;

    /**
     * An empty set.
     *
     * @param buckets as {@link Sketch#buckets(int)} has it
     */
    public Growing(int buckets) {
      this.sums = new int[buckets];
    }

    /** Adds a record that is not in it; any number will do for a bucket. */
    public void add(int bucket, int mark) {
      sums[bucket & (sums.length - 1)] += mark;
      count++;
    }

    /** How many records were added. */
    public int count() {
      return count;
    }

    /** The set as it is now. */
    public Sketch sketch() {
      return new Sketch(count, sums.clone());
    }
  }

  /** How many records there are in the set. */
  public int count() {
    return count;
  }

  /** The set and another that has none of its records. */
  public Sketch plus(Sketch other) {
    return combined(other, 1);
  }

  Sketch minus(Sketch other) {
    return combined(other, -1);
  }

  private Sketch combined(Sketch other, int sign) {
    int[] sum = new int[sums.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = sums[i] + sign * other.sums[i];
    }
    return new Sketch(count + sign * other.count, sum);
  }

  /** The same in so few buckets as another has. */
  Sketch folded(int buckets) {
    int[] folded = new int[buckets];
    for (int i = 0; i < sums.length; i++) {
      folded[i & (buckets - 1)] += sums[i];
    }
    return new Sketch(count, folded);
  }

  int buckets() {
    return sums.length;
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is no sketch
   */
  public static Sketch parse(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    int buckets = bytes.remaining() / Integer.BYTES - 1;
    if (bytes.remaining() % Integer.BYTES != 0
        || buckets < FEWEST_BUCKETS
        || buckets > MOST_BUCKETS
        || Integer.bitCount(buckets) != 1) {
      throw new IllegalArgumentException("a sketch has 64, 128 or 256 buckets, and a count");
    }
    int count = bytes.getInt();
    int[] sums = new int[buckets];
    bytes.asIntBuffer().get(sums);
    return new Sketch(count, sums);
  }

  /** The count and the sums, each as four bytes, the highest first, in base64. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + sums.length)).putInt(count);
    bytes.asIntBuffer().put(sums);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Sketch sketch
            && count == sketch.count
            && Arrays.equals(sums, sketch.sums));
  }

  @Override
  public int hashCode() {
    return 31 * count + Arrays.hashCode(sums);
  }
}
