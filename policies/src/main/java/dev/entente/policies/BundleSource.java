package dev.entente.policies;

import java.util.Optional;

/** Where bundles come from. Blocks; one thread at a time. */
public interface BundleSource extends AutoCloseable {
  /**
   * The bundle that is there; empty if it is the one of the last look that gave one. What cannot be
   * had, or is no bundle, is looked for again the next time.
   *
   * @throws BundleRefused if what is there is no bundle
   * @throws dev.entente.problem.Unavailable if nobody can say what is there
   */
  Optional<Bundle> look();

  /** Gives back what it holds; most hold nothing. */
  @Override
  default void close() {}
}
