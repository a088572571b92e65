package dev.entente.reciprocity;

/**
 * What went out, what came in, and what that leaves us exposed to. Exposure is not the difference
 * of the two: generosity is recorded and not carried, and a leak forgives.
 *
 * @param exposure negative where more came in than went out
 */
public record Balance(Amount given, Amount received, Amount exposure) {
  public static final Balance ZERO = new Balance(Amount.ZERO, Amount.ZERO, Amount.ZERO);

  /** The balance that a new agreement starts with where a closed one left this debt. */
  public static Balance owing(Amount debt) {
    return new Balance(Amount.ZERO, Amount.ZERO, debt);
  }

  public Balance disclosed(Amount value) {
    return new Balance(given.plus(value), received, exposure.plus(value));
  }

  /**
   * After so much credit. It takes its amount off the exposure, but never below minus the window:
   * nobody banks years of credit for one burst.
   */
  public Balance received(Amount credit, Amount window) {
    Amount floor = Amount.ZERO.minus(window).min(exposure);
    return new Balance(given, received.plus(credit), exposure.minus(credit).max(floor));
  }

  /** After credit turned out to be false: what it took off the exposure is put back. */
  public Balance reversed(Credit credit) {
    return new Balance(given, received.minus(credit.earned()), exposure.plus(credit.counted()));
  }

  public Balance forgiven(Amount amount) {
    return new Balance(given, received, exposure.minus(amount));
  }

  /** window − exposure − reserved. */
  public Amount remaining(Amount window, Amount reserved) {
    return window.minus(exposure).minus(reserved);
  }
}
