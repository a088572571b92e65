package dev.entente.trustledger.store;

/** Is told how far a long reading of the log has come. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (_, _) -> {};

  /**
   * Called every thousand entries or so, and at the end.
   *
   * @param done entries read
   * @param all entries there are
   */
  void at(long done, long all);
}
