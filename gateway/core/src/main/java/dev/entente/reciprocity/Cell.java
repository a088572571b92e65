package dev.entente.reciprocity;

/**
 * One remembered release of one cell, packed into a long so that a million of them are cheap: the
 * field (12 bits), the form (2 bits) and the hash of what was released (50 bits).
 */
final class Cell {
  /** The hash of a null cell, which counts as not seen. */
  static final long NONE = 0;

  static final long HASH_MASK = (1L << 50) - 1;
  static final int MOST_FIELDS = 1 << 12;

  private static final int FORM_SHIFT = 50;
  private static final int FIELD_SHIFT = 52;
  private static final Form[] FORMS = {Form.BAND, Form.TRUNCATE, Form.PSEUDONYM, Form.FULL};

  private Cell() {}

  static long pack(int field, Form form, long hash) {
    return ((long) field << FIELD_SHIFT) | ((long) form.code() << FORM_SHIFT) | hash;
  }

  static int field(long cell) {
    return (int) (cell >>> FIELD_SHIFT);
  }

  static Form form(long cell) {
    return FORMS[(int) (cell >>> FORM_SHIFT) & 3];
  }

  static long hash(long cell) {
    return cell & HASH_MASK;
  }
}
