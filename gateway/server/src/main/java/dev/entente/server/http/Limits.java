package dev.entente.server.http;

import java.time.Duration;

/**
 * How much a listener takes.
 *
 * @param connections open at once; one more is closed as soon as it is accepted. Each has one
 *     request in hand at most, so this bounds the requests too
 * @param exchanges answered at once; the other requests wait, and their connections are not read
 * @param answers that are made or on their way at once, each in memory until its reader has taken
 *     it; the other requests wait, and nothing is released for them
 * @param answerBytes of answers that wait for their readers; beyond that, whoever has waited
 *     longest is cut off
 * @param headTime in which a connection must bring a request's head, counted from its opening and
 *     from each answer, and in which TLS must be agreed on; then the connection is closed
 * @param bodyTime in which a body must have arrived for each MiB begun, from when it is read
 * @param answerTime in which an answer must be taken for each MiB begun; then the connection is
 *     closed, and what is left of the answer dropped
 * @param discardTime for which the rest of a refused body is read and thrown away, so that its
 *     sender sees the answer; then the connection is closed
 * @param discardBytes how much of it
 * @param idleTime after which a connection that nothing moves on is closed, such as one whose
 *     answer is not taken; whole seconds
 */
public record Limits(
    int connections,
    int exchanges,
    int answers,
    long answerBytes,
    Duration headTime,
    Duration bodyTime,
    Duration answerTime,
    Duration discardTime,
    long discardBytes,
    Duration idleTime) {

  /** What a gateway takes. */
  public static final Limits USUAL =
      new Limits(
          10_000,
          1_024,
          2_048,
          Runtime.getRuntime().maxMemory() / 8,
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          16 << 20,
          Duration.ofMinutes(2));

  /** The longest request line and the longest header section, in bytes. */
  static final int HEAD_BYTES = 16 << 10;

  /**
   * A body of up to so many bytes may be taken from the socket before its signature is verified.
   */
  static final int SMALL_BODY = 16 << 10;

  private static final int MEBIBYTE = 1 << 20;

  /** In which a body of so many bytes must have arrived. */
  Duration bodyTime(long bytes) {
    return bodyTime.multipliedBy(mebibytes(bytes));
  }

  /** In which an answer of so many bytes must be taken. */
  Duration answerTime(long bytes) {
    return answerTime.multipliedBy(mebibytes(bytes));
  }

  private static long mebibytes(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, MEBIBYTE));
  }
}
