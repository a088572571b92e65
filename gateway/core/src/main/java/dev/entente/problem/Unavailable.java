package dev.entente.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A port could not decide, read or record. Nothing was released and nothing was charged. The
 * message goes to the log; the caller is told only which part is unavailable, and of a policy in
 * general words why.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable PolicyFailure failure;

  private Unavailable(ProblemCode code, String message, @Nullable Throwable cause) {
    this(code, null, message, cause);
  }

  private Unavailable(
      ProblemCode code,
      @Nullable PolicyFailure failure,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.failure = failure;
  }

  public static Unavailable policy(
      PolicyFailure failure, String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.POLICY_UNAVAILABLE, failure, message, cause);
  }

  public static Unavailable source(String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.SOURCE_UNAVAILABLE, message, cause);
  }

  public static Unavailable ledger(String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.LEDGER_UNAVAILABLE, message, cause);
  }

  public ProblemCode code() {
    return code;
  }

  /** Why the policy did not decide; empty if it is something else that is unavailable. */
  public Optional<PolicyFailure> failure() {
    return Optional.ofNullable(failure);
  }
}
