package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.ExchangeId;
import dev.entente.contribution.Format;
import dev.entente.exchange.Admission.Admitted;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Transfer;
import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifiedHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What brings records, an admitted request or what we fetched ourselves, and by what it is known
 * again.
 */
final class Sent {
  private static final int LONGEST_KEY = 255;

  private final AgreementId agreement;
  private final ExchangeId exchange;
  private final KeyId key;
  private final Sha256 message;
  private final Optional<Nonce> nonce;
  private final Optional<Transfer> transfer;
  private final Format format;
  private final byte[] body;
  private final Idempotency idempotency;

  private Sent(
      AgreementId agreement,
      ExchangeId exchange,
      KeyId key,
      Sha256 message,
      Optional<Nonce> nonce,
      Optional<Transfer> transfer,
      Format format,
      byte[] body,
      Idempotency idempotency) {
    this.agreement = agreement;
    this.exchange = exchange;
    this.key = key;
    this.message = message;
    this.nonce = nonce;
    this.transfer = transfer;
    this.format = format;
    this.body = body;
    this.idempotency = idempotency;
  }

  /** Of each release in the partner's log once, however often it is fetched. */
  static Sent of(Pulled pulled) {
    Transfer transfer = pulled.transfer();
    return new Sent(
        pulled.agreement(),
        pulled.exchange(),
        pulled.key(),
        pulled.message(),
        Optional.empty(),
        Optional.of(transfer),
        Format.JSON,
        pulled.body(),
        new Idempotency(
            Sha256.hash(utf8("transfer\n" + transfer.log() + "\n" + transfer.index())),
            transfer.leaf()));
  }

  static Outcome<Sent> read(Admitted admitted, ExchangeId exchange) {
    return key(admitted.request().head())
        .then(key -> format(admitted).map(format -> of(admitted, exchange, format, key)));
  }

  private static Sent of(Admitted admitted, ExchangeId exchange, Format format, Sha256 key) {
    var content = Sha256.hash(utf8(exchange + "\n" + format + "\n"), admitted.request().body());
    VerifiedHead head = admitted.request().head();
    return new Sent(
        admitted.agreement(),
        exchange,
        head.key(),
        head.hash(),
        Optional.of(head.nonce()),
        Optional.empty(),
        format,
        admitted.request().body(),
        new Idempotency(key, content));
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

  AgreementId agreement() {
    return agreement;
  }

  ExchangeId exchange() {
    return exchange;
  }

  /** The partner's, that signed it. */
  KeyId key() {
    return key;
  }

  /** The hash of what that key signed. */
  Sha256 message() {
    return message;
  }

  Optional<Nonce> nonce() {
    return nonce;
  }

  Optional<Transfer> transfer() {
    return transfer;
  }

  Format format() {
    return format;
  }

  byte[] body() {
    return body;
  }

  Idempotency idempotency() {
    return idempotency;
  }
}
