package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordKey;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What is about to be released, for the ledger to price, check and record in one step.
 *
 * @param epoch what the decision was bound to
 * @param nonce the request's, made durable in the same commit
 * @param salt that the records' leaves were hashed with; the entry's own
 * @param fields every field touched, shown or not
 * @param records in the order of the answer
 */
public record Disclosure(
    AgreementId agreement,
    DatasetId dataset,
    Stage stage,
    Epoch epoch,
    PolicyRevision policy,
    Optional<Purpose> purpose,
    KeyId key,
    Sha256 request,
    Nonce nonce,
    Salt salt,
    List<Priced> fields,
    List<Cells> records) {
  public Disclosure {
    fields = List.copyOf(fields);
    records = List.copyOf(records);
  }

  /** One record as it is priced and remembered. */
  public static final class Cells {
    private final RecordKey key;
    private final long[] hashes;
    private final Sha256 leaf;

    /**
     * @param hashes of what is released of each field in the order of {@link Disclosure#fields}, 0
     *     where it is null; not copied
     * @param leaf {@code SHA-256(0x00 ‖ salt ‖ the record's canonical JSON)}
     */
    public Cells(RecordKey key, long[] hashes, Sha256 leaf) {
      this.key = key;
      this.hashes = hashes;
      this.leaf = leaf;
    }

    public RecordKey key() {
      return key;
    }

    public long[] hashes() {
      return hashes;
    }

    public Sha256 leaf() {
      return leaf;
    }
  }
}
