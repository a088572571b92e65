package dev.entente.reciprocity;

/** What a release is to a cell, given what was released of it before. */
enum Change {
  /** Never seen. */
  FIRST(0),
  /** Seen, at most as a band or truncated, and in a stronger form now. */
  UPGRADED_FROM_300(1),
  /** Seen, at most as a pseudonym, and in full now. */
  UPGRADED_FROM_500(2),
  /** Seen in this form, and different now. */
  CHANGED(3),
  /** Seen just so. */
  REPEATED(4),
  /** Seen in a form as strong as this one, but not in this one: free, and remembered. */
  REPEATED_IN_ANOTHER_FORM(5);

  static final Change[] ALL = values();

  /** Where it is counted. */
  final int place;

  Change(int place) {
    this.place = place;
  }

  /** What the release of a cell is, given all that is remembered of its record. */
  static Change of(long[] before, long cell) {
    int paid = 0;
    boolean sameForm = false;
    for (long old : before) {
      if (old == cell) {
        return REPEATED;
      }
      if (Cell.field(old) == Cell.field(cell)) {
        paid = Math.max(paid, Cell.form(old).weight());
        sameForm |= Cell.form(old) == Cell.form(cell);
      }
    }
    return of(paid, sameForm, Cell.form(cell));
  }

  /**
   * What the release of a cell is that is not just as before.
   *
   * @param paid the highest T ever paid for it
   * @param sameForm whether it was released in this form before
   */
  static Change of(int paid, boolean sameForm, Form form) {
    if (paid == 0) {
      return FIRST;
    }
    if (form.weight() > paid) {
      return paid == Form.PSEUDONYM.weight() ? UPGRADED_FROM_500 : UPGRADED_FROM_300;
    }
    return sameForm ? CHANGED : REPEATED_IN_ANOTHER_FORM;
  }

  /** What it costs: {@code S · (max(0, T − P) + 0.2 · min(T, P) if it changed)}. */
  Amount price(Priced field) {
    return switch (this) {
      case FIRST -> field.first();
      case UPGRADED_FROM_300 -> field.upgrade(300);
      case UPGRADED_FROM_500 -> field.upgrade(500);
      case CHANGED -> field.changed();
      case REPEATED, REPEATED_IN_ANOTHER_FORM -> Amount.ZERO;
    };
  }
}
