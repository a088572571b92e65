package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.catalog.ExchangeId;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Shared;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a partner shares, for the ledger to judge, credit and record in one step.
 *
 * @param epoch what the records were read under
 * @param nonce the request's, made durable in the same commit; empty where we fetched it
 * @param salt that the records' leaves were hashed with; the entry's own
 * @param fields every field of the exchange, in its order
 * @param records in the order of the body
 * @param root the Merkle root (RFC 6962) over the records' leaves
 * @param transfer the release in the partner's log, where we fetched it there
 * @param view what the answer will say of where the agreement stands after it, kept with the entry;
 *     called by the writer, so it must be quick and must not block
 */
public record Contribution(
    AgreementId agreement,
    ExchangeId exchange,
    Epoch epoch,
    KeyId key,
    Sha256 request,
    Optional<Nonce> nonce,
    Salt salt,
    Idempotency idempotency,
    List<Earning> fields,
    List<Read> records,
    Sha256 root,
    Optional<Transfer> transfer,
    Function<Standing, byte[]> view) {

  /**
   * By what a request of an agreement is known again (draft-ietf-httpapi-idempotency-key-header).
   *
   * @param key the hash of the header's value
   * @param content the hash of what was sent under it, and where to
   */
  public record Idempotency(Sha256 key, Sha256 content) {}

  /** One record as it was read. */
  public sealed interface Read {
    /** It can earn. */
    record Fit(Shared shared) implements Read {}

    /** It cannot: it is invalid or stale. */
    record Unfit(Fate fate) implements Read {}
  }

  public Contribution {
    fields = List.copyOf(fields);
    records = List.copyOf(records);
    if (fields.stream().map(Earning::field).distinct().count() != fields.size()) {
      throw new IllegalArgumentException("a field earns twice");
    }
    for (Read read : records) {
      if (read instanceof Read.Fit(var shared) && shared.hashes().length != fields.size()) {
        throw new IllegalArgumentException(
            "a record has a hash for each of the %d fields, this has %d"
                .formatted(fields.size(), shared.hashes().length));
      }
    }
  }
}
