package dev.entente.connectors.files;

/**
 * Takes a file's rows, cell by cell. A row is all cells since the row before; cells that nobody
 * mentions are null. A place is a line, record or row, counted from 1.
 */
interface Intake {
  /** The text of a cell of the field at this index of the dataset. */
  void text(int field, String text);

  /** A number as JSON writes it, with a point or an exponent. */
  void number(int field, String text);

  /** A cell that is there but is no text, and what it is. */
  void odd(int field, String what);

  /** The row is complete. */
  void end(long place);

  /** The row cannot be read and is left out; why goes on from "the first". */
  void leaveOut(long place, String why);

  /** The same, and where the row ends cannot be told: nothing after it is read. */
  void breakOff(long place, String why);

  /** So much of the file is read. */
  void progress(long done, long total, String unit);
}
