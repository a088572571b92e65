package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Format;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifiedHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An admitted request that brings records, and by what it is known again. */
final class Sent {
  private static final int LONGEST_KEY = 255;

  private final Admitted admitted;
  private final ExchangeId exchange;
  private final Format format;
  private final Idempotency idempotency;

  private Sent(Admitted admitted, ExchangeId exchange, Format format, Idempotency idempotency) {
    this.admitted = admitted;
    this.exchange = exchange;
    this.format = format;
    this.idempotency = idempotency;
  }

  static Outcome<Sent> read(Admitted admitted, ExchangeId exchange) {
    return key(admitted.request().head())
        .then(key -> format(admitted).map(format -> of(admitted, exchange, format, key)));
  }

  private static Sent of(Admitted admitted, ExchangeId exchange, Format format, Sha256 key) {
    var content = Sha256.hash(utf8(exchange + "\n" + format + "\n"), admitted.request().body());
    return new Sent(admitted, exchange, format, new Idempotency(key, content));
  }

  private static Outcome<Sha256> key(VerifiedHead head) {
    @Nullable String key = head.head().headers().combined("idempotency-key");
    if (key == null) {
      return Outcome.refused(
          ProblemCode.IDEMPOTENCY_MISSING,
          "send Idempotency-Key, a new one for each contribution and the same when you repeat it");
    }
    return !key.isEmpty()
            && key.length() <= LONGEST_KEY
            && key.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? Outcome.passed(Sha256.hash(utf8(key)))
        : Outcome.refused(
            ProblemCode.RECORD_MALFORMED,
            "Idempotency-Key has 1 to " + LONGEST_KEY + " printable ASCII characters");
  }

  /** The media type is one of the formats' by now, unless there is no body at all. */
  private static Outcome<Format> format(Admitted admitted) {
    return Optional.of(admitted.request())
        .filter(request -> request.body().length > 0)
        .flatMap(request -> Format.ofMediaType(request.mediaType()))
        .map(Outcome::passed)
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemCode.RECORD_MALFORMED,
                    "the request has no body; send records as JSON, NDJSON or CSV"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  VerifiedHead head() {
    return admitted.request().head();
  }

  AgreementId agreement() {
    return admitted.agreement();
  }

  ExchangeId exchange() {
    return exchange;
  }

  Format format() {
    return format;
  }

  byte[] body() {
    return admitted.request().body();
  }

  Idempotency idempotency() {
    return idempotency;
  }
}
