package dev.entente.problem;

import java.util.Locale;

/** Every refusal the protocol knows, and its HTTP status. This is the one table of codes. */
public enum ProblemCode {
  SIGNATURE_MISSING(401),
  SIGNATURE_INVALID(401),
  SIGNATURE_STALE(401),
  SIGNATURE_REPLAYED(401),
  DIGEST_MISMATCH(401),
  NOT_A_PARTY(404),
  AGREEMENT_NOT_ACCEPTED(403),
  AGREEMENT_CLOSED(403),
  AGREEMENT_SUSPENDED(403),
  DATASET_UNKNOWN(404),
  EXCHANGE_UNKNOWN(404),
  ENTRY_UNKNOWN(404),
  NOT_FOUND(404),
  FIELD_UNKNOWN(400),
  QUERY_MALFORMED(400),
  RECORD_MALFORMED(400),
  IDEMPOTENCY_MISSING(400),
  CHECKPOINT_MALFORMED(400),
  LOG_KEY_UNKNOWN(403),
  LOG_UNKNOWN(404),
  CHECKPOINT_INCONSISTENT(422),
  IDEMPOTENCY_CONFLICT(409),
  FIELD_NOT_RELEASED(403),
  AGGREGATE_TOO_FINE(403),
  RECIPROCITY_EXHAUSTED(403),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  RATE_LIMITED(429),
  ORDER_REFUSED(409),
  GATES_UNMET(403),
  POLICY_UNAVAILABLE(503),
  SOURCE_UNAVAILABLE(503),
  LEDGER_UNAVAILABLE(503),
  INTERNAL(500);

  private final int status;
  private final String code;

  ProblemCode(int status) {
    this.status = status;
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int status() {
    return status;
  }

  /** The last part of the problem's {@code type}, such as {@code not-a-party}. */
  public String code() {
    return code;
  }

  /** The problem's {@code type}, such as {@code urn:entente:problem:not-a-party}. */
  public String type() {
    return "urn:entente:problem:" + code;
  }

  /** A short human title, the same for every occurrence (RFC 9457 section 3.1.3). */
  public String title() {
    return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
  }
}
