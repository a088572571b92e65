package dev.entente.reciprocity;

import dev.entente.reciprocity.Strategy.Move;
import java.util.Arrays;
import java.util.Locale;

/** What the rounds so far mean for an agreement's stage. */
public enum Verdict {
  /** The stage stays, and may be raised. */
  ALLOW,
  /** The stage stays, and is not raised. */
  HOLD,
  /** The stage goes down by one. */
  STEP_BACK;

  /** A first defection holds, a further one without cooperation between them steps back. */
  public Verdict after(Move move) {
    return switch (move) {
      case COOPERATE -> ALLOW;
      case DEFECT -> this == ALLOW ? HOLD : STEP_BACK;
    };
  }

  /** The verdict of that name, such as {@code step-back}. */
  public static Verdict named(String name) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("`" + name + "` is no verdict"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
