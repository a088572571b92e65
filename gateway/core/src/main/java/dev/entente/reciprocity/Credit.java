package dev.entente.reciprocity;

/**
 * What a contribution earned, and how much of it was carried.
 *
 * @param counted what it took off the exposure; less than earned where the window was full
 */
public record Credit(Amount earned, Amount counted) {
  public static final Credit NONE = new Credit(Amount.ZERO, Amount.ZERO);

  public Credit {
    if (counted.compareTo(earned) > 0 || counted.compareTo(Amount.ZERO) < 0) {
      throw new IllegalArgumentException(
          "of " + earned + " earned, " + counted + " cannot have been counted");
    }
  }
}
