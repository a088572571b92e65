package dev.entente.source;

/**
 * The port to where one dataset's records live. Implementations are thread-safe and block: they may
 * be called from a virtual thread, so work that would pin its carrier runs on threads of their own,
 * bounded in number and in what may wait for them.
 */
public interface Source extends AutoCloseable {
  /**
   * Reads one page.
   *
   * <p>Ordered by the selection's sort, ties and default by the key ascending; strings by code
   * point; nulls last either way. A filter's comparison with null holds for nothing, {@code !=}
   * included.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be read, in time or at all
   */
  Page read(Selection selection);

  @Override
  void close();
}
