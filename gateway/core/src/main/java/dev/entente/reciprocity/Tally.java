package dev.entente.reciprocity;

/**
 * How many cells of one field were what, so that an auditor can recompute their price.
 *
 * @param upgradedFrom300 cells of which a band or a truncated form had been paid
 * @param upgradedFrom500 cells of which a pseudonym had been paid
 */
public record Tally(
    long first, long upgradedFrom300, long upgradedFrom500, long changed, long repeated) {

  /** What these cells cost. */
  public Amount cost(Priced field) {
    return new Amount(
        first * field.first().thousandths()
            + upgradedFrom300 * field.upgrade(300).thousandths()
            + upgradedFrom500 * field.upgrade(500).thousandths()
            + changed * field.changed().thousandths());
  }
}
