package dev.entente.exchange;

import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told where the gateway failed: nothing was released. Why is in the log. */
final class Failure {
  private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

  private Failure() {}

  static Problem of(Unavailable e) {
    LOG.warn("{}: {}", e.code().code(), e.getMessage());
    Problem problem =
        Problem.of(
            e.code(),
            e.failure().map(failure -> failure.words() + "; ").orElse("")
                + "nothing was released and nothing was charged; "
                + when(e));
    Problem named = e.dataset().map(it -> problem.with("dataset", it)).orElse(problem);
    return e.after().map(after -> named.with("retry-after", seconds(after))).orElse(named);
  }

  private static String when(Unavailable e) {
    return e.isOfQuestion()
        ? "this question cannot be answered before its source's data is mended, others can"
        : "try again in " + e.after().map(after -> seconds(after) + " s").orElse("a while");
  }

  /** Whole ones, and at least one: Retry-After knows no others (RFC 9110 section 10.2.3). */
  private static long seconds(Duration after) {
    return Math.max(1, after.plusNanos(999_999_999).toSeconds());
  }

  /** Asked more often than is agreed. */
  static Problem tooMany(Duration wait) {
    long seconds = seconds(wait);
    return Problem.of(
            ProblemCode.RATE_LIMITED,
            "the agreement's requests come too fast; nothing was done for this one")
        .with("retry-after", seconds)
        .unlock(List.of("send the next one in " + seconds + " s, signed anew"));
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
