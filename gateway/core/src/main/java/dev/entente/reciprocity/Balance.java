package dev.entente.reciprocity;

/**
 * What went out, what came in, and what that leaves us exposed to. Exposure is not the difference
 * of the two: generosity is recorded and not carried, and a leak forgives.
 *
 * @param exposure negative where more came in than went out
 * @param reserved set aside for longer work that has not been recorded yet
 */
public record Balance(Amount given, Amount received, Amount exposure, Amount reserved) {
  public static final Balance ZERO =
      new Balance(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

  public Balance disclosed(Amount value) {
    return new Balance(given.plus(value), received, exposure.plus(value), reserved);
  }

  public Balance forgiven(Amount amount) {
    return new Balance(given, received, exposure.minus(amount), reserved);
  }

  /** window − exposure − reserved. */
  public Amount remaining(Amount window) {
    return window.minus(exposure).minus(reserved);
  }
}
