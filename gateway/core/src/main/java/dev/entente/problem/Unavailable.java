package dev.entente.problem;

import org.jspecify.annotations.Nullable;

/**
 * A port could not decide, read or record. Nothing was released and nothing was charged. The
 * message goes to the log; the caller is told only which part is unavailable.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;

  private Unavailable(ProblemCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public static Unavailable policy(String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.POLICY_UNAVAILABLE, message, cause);
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
}
