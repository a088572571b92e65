package dev.entente.connectors.sql;

/**
 * A place in the order of a column's values: at one of them, or between it and its neighbour. So
 * what a column cannot hold, such as a moment finer than its clock, is compared exactly.
 *
 * @param value is bound as a parameter
 */
public record Point(Object value, Side side) {
  /** Which side of the value. */
  public enum Side {
    BELOW,
    AT,
    ABOVE
  }

  public static Point at(Object value) {
    return new Point(value, Side.AT);
  }

  /** Just above the value, and below all that are larger. */
  public static Point above(Object value) {
    return new Point(value, Side.ABOVE);
  }

  /** Just below the value, and above all that are smaller. */
  public static Point below(Object value) {
    return new Point(value, Side.BELOW);
  }

  boolean isHeld() {
    return side == Side.AT;
  }
}
