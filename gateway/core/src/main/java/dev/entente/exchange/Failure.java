package dev.entente.exchange;

import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told where the gateway failed: nothing was released. Why is in the log. */
final class Failure {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  static Problem of(Unavailable e) {
    LOG.warn("{}: {}", e.code().code(), e.getMessage());
    return Problem.of(
        e.code(),
        e.failure().map(failure -> failure.words() + "; ").orElse("")
            + "nothing was released and nothing was charged; try again in a while");
  }

  /**
   * @param what failed, as the log names it
   */
  static Problem of(Object what, RuntimeException e) {
    LOG.error("{} failed", what, e);
    return Problem.of(ProblemCode.INTERNAL, "nothing was released; try again");
  }

  /** Trust moved whenever a decision was to be recorded. */
  static Unavailable neverStill() {
    return Unavailable.ledger("trust changed faster than it could be decided", null);
  }
}
