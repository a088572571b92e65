package dev.entente.trustledger.nonce;

/** A set of hashes in one array, 21 to 43 bytes for each. Only grows. Not thread-safe. */
final class NonceSet {
  private static final int SMALLEST = 1 << 6;

  // Two longs for each place; two zeros where it is free.
  private long[] table = new long[2 * SMALLEST];
  private int size;

  int size() {
    return size;
  }

  boolean contains(NonceHash hash) {
    int at = place(table, hash.high(), hash.low());
    return taken(table, at);
  }

  /** Adds a hash; false if it was there. */
  boolean add(NonceHash hash) {
    if (!put(table, hash.high(), hash.low())) {
      return false;
    }
    size++;
    if (size > table.length / 2 / 4 * 3) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(2, table.length)];
    for (int at = 0; at < table.length; at += 2) {
      if (taken(table, at)) {
        put(larger, table[at], table[at + 1]);
      }
    }
    table = larger;
  }

  private static boolean put(long[] table, long high, long low) {
    int at = place(table, high, low);
    if (taken(table, at)) {
      return false;
    }
    table[at] = high;
    table[at + 1] = low;
    return true;
  }

  /** Where the hash is, or would be. */
  private static int place(long[] table, long high, long low) {
    int mask = table.length / 2 - 1;
    int at = (int) low & mask;
    while (taken(table, 2 * at) && (table[2 * at] != high || table[2 * at + 1] != low)) {
      at = (at + 1) & mask;
    }
    return 2 * at;
  }

  private static boolean taken(long[] table, int at) {
    return table[at] != 0 || table[at + 1] != 0;
  }
}
