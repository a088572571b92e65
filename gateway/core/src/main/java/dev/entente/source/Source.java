package dev.entente.source;

import dev.entente.catalog.Filter;

/**
 * The port to where one dataset's records live. Implementations are thread-safe and block: they may
 * be called from a virtual thread, so work that would pin its carrier runs on threads of their own,
 * bounded in number and in what may wait for them.
 */
public interface Source extends AutoCloseable {
  /** Characters that the text of one field of a key may have; a longer one is no key. */
  int LONGEST_KEY = 1000;

  /**
   * Reads one page.
   *
   * <p>Ordered by the selection's sort, ties and default by the key ascending; strings by code
   * point; nulls last either way. A filter's comparison with null holds for nothing, {@code !=}
   * included. No record lacks a value of its key, or has one longer than {@link #LONGEST_KEY}.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be read, in time or at all
   */
  Page read(Selection selection);

  /**
   * Whether a selection's filter may hold this condition of a policy, which the source then applies
   * as any other. One that it does not is kept out of the selection, and the gateway drops the rows
   * that it excludes; that takes more reading.
   *
   * @param condition bound, over any fields that {@link dev.entente.catalog.Dataset#held} names
   */
  boolean applies(Filter condition);

  /**
   * Looks whether it could be read now, at as little cost as there is; what was seen a moment ago
   * will do.
   *
   * @return false if that can only be told by reading
   * @throws dev.entente.problem.Unavailable if it could not
   */
  default boolean look() {
    return false;
  }

  @Override
  void close();
}
