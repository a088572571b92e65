package dev.entente.policies;

import dev.entente.disclosure.Policy;
import java.util.List;

/** A policy in an engine of its own, which is given back when it is closed. */
public interface PolicyEngine extends Policy, Asides, AutoCloseable {
  /**
   * The tests that came with the bundle and do not pass, by their rule; none where none came.
   *
   * @throws dev.entente.problem.Unavailable if they cannot be run
   */
  List<String> failedTests();

  @Override
  void close();
}
