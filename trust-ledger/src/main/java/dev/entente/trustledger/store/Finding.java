package dev.entente.trustledger.store;

/**
 * Something in the log that is not as it should be.
 *
 * @param index the entry, or the size of the log where it is none of its entries
 * @param what which figure or part
 * @param expected what would be right
 * @param found what is there
 */
public record Finding(long index, String what, String expected, String found) {
  @Override
  public String toString() {
    return "entry " + index + ": " + what + " is " + found + ", should be " + expected;
  }
}
