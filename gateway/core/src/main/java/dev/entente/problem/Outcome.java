package dev.entente.problem;

import java.util.function.Function;

/**
 * What a step that a caller can make fail comes to: a value for the next step, or the problem that
 * the caller is told. Failing to decide at all is not an outcome but {@link Unavailable}.
 */
public sealed interface Outcome<T> {
  record Passed<T>(T value) implements Outcome<T> {}

  record Refused<T>(Problem problem) implements Outcome<T> {}

  static <T> Outcome<T> passed(T value) {
    return new Passed<>(value);
  }

  static <T> Outcome<T> refused(Problem problem) {
    return new Refused<>(problem);
  }

  static <T> Outcome<T> refused(ProblemCode code, String detail) {
    return new Refused<>(Problem.of(code, detail));
  }

  /** Goes on with the next step, or carries the refusal past it. */
  default <U> Outcome<U> then(Function<? super T, Outcome<U>> step) {
    return switch (this) {
      case Passed<T>(T value) -> step.apply(value);
      case Refused<T>(Problem problem) -> refused(problem);
    };
  }

  default <U> Outcome<U> map(Function<? super T, U> change) {
    return then(value -> passed(change.apply(value)));
  }
}
