package dev.entente.problem;

import java.time.Duration;
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
  private final @Nullable String dataset;
  private final @Nullable Duration after;
  private final boolean ofQuestion;

  private Unavailable(ProblemCode code, String message, @Nullable Throwable cause) {
    this(code, null, null, null, false, message, cause);
  }

  private Unavailable(
      ProblemCode code,
      @Nullable PolicyFailure failure,
      @Nullable String dataset,
      @Nullable Duration after,
      boolean ofQuestion,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.ofQuestion = ofQuestion;
    this.code = code;
    this.dataset = dataset;
    this.after = after;
    this.failure = failure;
  }

  public static Unavailable policy(
      PolicyFailure failure, String message, @Nullable Throwable cause) {
    return new Unavailable(
        ProblemCode.POLICY_UNAVAILABLE, failure, null, null, false, message, cause);
  }

  public static Unavailable source(String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.SOURCE_UNAVAILABLE, message, cause);
  }

  /**
   * A source that says when to come back.
   *
   * @param after when it may be there again
   */
  public static Unavailable source(String message, @Nullable Throwable cause, Duration after) {
    return new Unavailable(
        ProblemCode.SOURCE_UNAVAILABLE, null, null, after, false, message, cause);
  }

  /**
   * A dataset's source.
   *
   * @param why what goes on after the dataset's name
   * @param after when it may be there again
   */
  public static Unavailable source(
      String dataset, String why, @Nullable Throwable cause, Duration after) {
    return new Unavailable(
        ProblemCode.SOURCE_UNAVAILABLE,
        null,
        dataset,
        after,
        false,
        "dataset `" + dataset + "`: " + why,
        cause);
  }

  /**
   * A dataset's source that works, and cannot answer this question before its data is mended. It
   * says nothing of other questions.
   *
   * @param why what goes on after the dataset's name
   */
  public static Unavailable question(String dataset, String why) {
    return new Unavailable(
        ProblemCode.SOURCE_UNAVAILABLE,
        null,
        dataset,
        null,
        true,
        "dataset `" + dataset + "` " + why,
        null);
  }

  public static Unavailable ledger(String message, @Nullable Throwable cause) {
    return new Unavailable(ProblemCode.LEDGER_UNAVAILABLE, message, cause);
  }

  public ProblemCode code() {
    return code;
  }

  /** Whose source it is, if that is known. */
  public Optional<String> dataset() {
    return Optional.ofNullable(dataset);
  }

  /** Whether only this question cannot be answered, and others can. */
  public boolean isOfQuestion() {
    return ofQuestion;
  }

  /** When it may be there again, if that is known. */
  public Optional<Duration> after() {
    return Optional.ofNullable(after);
  }

  /** Why the policy did not decide; empty if it is something else that is unavailable. */
  public Optional<PolicyFailure> failure() {
    return Optional.ofNullable(failure);
  }
}
