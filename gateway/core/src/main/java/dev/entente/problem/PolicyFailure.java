package dev.entente.problem;

import java.util.Locale;

/** Why a policy could not decide, in words that a partner may be told. */
public enum PolicyFailure {
  NOT_RUNNING("the policy in force could not be started"),
  UNREACHABLE("the policy cannot be reached"),
  SLOW("the policy did not answer in time"),
  RESTING("the policy failed several times in a row and is left alone for a moment"),
  OTHER_REVISION("another policy answered than the one in force"),
  UNDEFINED("the policy says nothing of this question"),
  MALFORMED("the policy's answer is not understood"),
  FAILED("the policy failed while it decided");

  private final String words;

  PolicyFailure(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Its name for machines, such as {@code other-revision}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
