package dev.entente.trustledger.witness;

/** What a witness says to a submitted checkpoint. */
public sealed interface Verdict {
  /**
   * It grew from what was seen before, and is what was seen last from now on: that is durable.
   *
   * @param lines the cosignature, a signature line
   */
  record Cosigned(String lines) implements Verdict {}

  /** It is no submission. */
  record Malformed(String why) implements Verdict {}

  /** Nobody told the witness of such a log. */
  record UnknownLog(String why) implements Verdict {}

  /** The log's key did not sign it. */
  record Unsigned(String why) implements Verdict {}

  /**
   * The submitter believes that the witness saw the log last at another size; or it comes with
   * another root at the size that was seen.
   *
   * @param size at which the witness saw it last
   */
  record Conflict(long size) implements Verdict {}

  /** It is not shown that the log grew from what was seen last. */
  record Unproven(String why) implements Verdict {}
}
