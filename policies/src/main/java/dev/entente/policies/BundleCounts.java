package dev.entente.policies;

/** The port to whoever counts what becomes of bundles. Thread-safe, and does not throw. */
public interface BundleCounts {
  /** One decides from here on. */
  void activated();

  /** One was not taken, and what was in force stays. */
  void refused();

  /** Counts nothing. */
  static BundleCounts none() {
    return new BundleCounts() {
      @Override
      public void activated() {}

      @Override
      public void refused() {}
    };
  }
}
