package dev.entente.reciprocity;

/**
 * One remembered cell, packed into a long so that a million of them are cheap. Of a release: the
 * field (12 bits), the form (2 bits; in the memory of groups always the same) and the hash of what
 * was released (50 bits). Of a contribution: the field (12 bits), the round whose change earned
 * last (12 bits, so modulo 4096), and the hash of what was contributed (40 bits).
 */
final class Cell {
  /** The hash of a null cell, which counts as not seen. */
  static final long NONE = 0;

  static final long HASH_MASK = (1L << 50) - 1;
  static final int MOST_FIELDS = 1 << 12;

  /** What one release takes the place of another by: the field and the form. */
  static final long RELEASE = ~HASH_MASK;

  /** What one contribution takes the place of another by: the field. */
  static final long CONTRIBUTION = -1L << 52;

  private static final int FORM_SHIFT = 50;
  private static final int FIELD_SHIFT = 52;
  private static final int ROUND_SHIFT = 40;
  private static final long ROUND_MASK = (1L << 12) - 1;
  private static final long CONTRIBUTED_MASK = (1L << ROUND_SHIFT) - 1;

  private Cell() {}

  static long pack(int field, Form form, long hash) {
    return ((long) field << FIELD_SHIFT) | ((long) form.code() << FORM_SHIFT) | hash;
  }

  static long contributed(int field, int round, long hash) {
    return ((long) field << FIELD_SHIFT)
        | ((round & ROUND_MASK) << ROUND_SHIFT)
        | (hash & CONTRIBUTED_MASK);
  }

  /** Whether what was contributed hashes to this. */
  static boolean holds(long contributed, long hash) {
    return (contributed & CONTRIBUTED_MASK) == (hash & CONTRIBUTED_MASK);
  }

  /** Whether a change of it earned in that round. */
  static boolean earnedIn(long contributed, int round) {
    return ((contributed >>> ROUND_SHIFT) & ROUND_MASK) == (round & ROUND_MASK);
  }

  /** The same contribution, changed to another value without earning. */
  static long changed(long contributed, long hash) {
    return (contributed & ~CONTRIBUTED_MASK) | (hash & CONTRIBUTED_MASK);
  }

  /** The same cell under another number of its field. */
  static long of(int field, long cell) {
    return ((long) field << FIELD_SHIFT) | (cell & ~CONTRIBUTION);
  }

  static int field(long cell) {
    return (int) (cell >>> FIELD_SHIFT);
  }

  static Form form(long cell) {
    return Form.OF_RECORDS.get((int) (cell >>> FORM_SHIFT) & 3);
  }

  static long hash(long cell) {
    return cell & HASH_MASK;
  }
}
